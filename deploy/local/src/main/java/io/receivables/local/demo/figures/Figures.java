package io.receivables.local.demo.figures;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;

/** Sums of one currency. */
public final class Figures {

    private BigDecimal invoiced = BigDecimal.ZERO;
    private BigDecimal credited = BigDecimal.ZERO;
    private BigDecimal received = BigDecimal.ZERO;
    private BigDecimal allocated = BigDecimal.ZERO;
    private BigDecimal open = BigDecimal.ZERO;
    private final Map<Bucket, BigDecimal> ageing = new EnumMap<>(Bucket.class);

    Figures() {
        for (Bucket bucket : Bucket.values()) {
            ageing.put(bucket, new BigDecimal("0.00"));
        }
    }

    void addInvoice(InvoiceBalance invoice, Bucket bucket) {
        invoiced = invoiced.add(invoice.total());
        credited = credited.add(invoice.credited());
        allocated = allocated.add(invoice.allocated());
        open = open.add(invoice.open());
        ageing.merge(bucket, invoice.open(), BigDecimal::add);
    }

    void addReceived(BigDecimal amount) {
        received = received.add(amount);
    }

    public BigDecimal invoiced() {
        return invoiced;
    }

    public BigDecimal credited() {
        return credited;
    }

    /** Money that came in and was not returned by the bank. */
    public BigDecimal received() {
        return received;
    }

    public BigDecimal allocated() {
        return allocated;
    }

    public BigDecimal unapplied() {
        return received.subtract(allocated);
    }

    public BigDecimal open() {
        return open;
    }

    public Map<Bucket, BigDecimal> ageing() {
        return Map.copyOf(ageing);
    }
}
