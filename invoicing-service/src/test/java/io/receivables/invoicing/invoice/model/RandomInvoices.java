package io.receivables.invoicing.invoice.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Seeded random invoice contents: several currencies, rates, allowances and charges. */
public final class RandomInvoices {
    private static final List<String> CURRENCIES = List.of("EUR", "HUF", "DKK", "CNY", "JPY", "KWD");
    private static final List<String> RATES = List.of("27", "18", "5", "25", "7", "0");

    private final Random random;

    public RandomInvoices(long seed) {
        this.random = new Random(seed);
    }

    public InvoiceContent next() {
        var currency = CURRENCIES.get(random.nextInt(CURRENCIES.size()));
        int decimals = java.util.Currency.getInstance(currency).getDefaultFractionDigits();
        var lines = new ArrayList<Line>();
        int count = 1 + random.nextInt(8);
        for (int i = 1; i <= count; i++) {
            lines.add(line(i));
        }
        var rates = lines.stream()
                .map(l -> l.vat().rate().toPlainString())
                .distinct()
                .toList();
        var rate = rates.get(random.nextInt(rates.size()));
        List<Adjustment> allowances = random.nextInt(3) == 0 && !rate.equals("0")
                ? List.of(
                        Contents.adjustment(Contents.percent(decimal(0, 40, 2)).orElseThrow(), rate))
                : List.of();
        List<Adjustment> charges = random.nextInt(3) == 0
                ? List.of(Contents.adjustment(
                        Contents.fixed(decimal(0, 90, decimals)).orElseThrow(), "27"))
                : List.of();
        return Contents.with(Contents.of(currency, lines.toArray(Line[]::new)), allowances, charges);
    }

    private Line line(int number) {
        var rate = RATES.get(random.nextInt(RATES.size()));
        var zero = rate.equals("0");
        Optional<Reduction> allowance =
                random.nextInt(3) == 0 ? Contents.percent(decimal(0, 100, 3)) : Optional.empty();
        return Contents.line(
                number,
                decimal(1, 50, random.nextInt(4)),
                decimal(0, 900, random.nextInt(7)),
                zero ? VatCategory.E : VatCategory.S,
                rate,
                allowance,
                zero ? Optional.of("Exempt") : Optional.empty());
    }

    private String decimal(int from, int to, int decimals) {
        long scale = (long) Math.pow(10, decimals);
        long unscaled = from * scale + (long) (random.nextDouble() * (to - from) * scale);
        return BigDecimal.valueOf(unscaled, decimals).toPlainString();
    }

    public int nextInt(int bound) {
        return random.nextInt(bound);
    }
}
