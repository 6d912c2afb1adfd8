package io.receivables.local.demo.figures;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;

/** What was owed, by age, and what was unapplied as of a day, in one currency. */
public final class PastFigures {

    private final Map<Bucket, BigDecimal> ageing = new EnumMap<>(Bucket.class);
    private BigDecimal unapplied = BigDecimal.ZERO;

    PastFigures() {
        for (Bucket bucket : Bucket.values()) {
            ageing.put(bucket, BigDecimal.ZERO);
        }
    }

    void addOpen(Bucket bucket, BigDecimal amount) {
        ageing.merge(bucket, amount, BigDecimal::add);
    }

    void addUnapplied(BigDecimal amount) {
        unapplied = unapplied.add(amount);
    }

    public Map<Bucket, BigDecimal> ageing() {
        return Map.copyOf(ageing);
    }

    public BigDecimal unapplied() {
        return unapplied;
    }

    public BigDecimal open() {
        return ageing.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
