package io.receivables.invoicing.invoice.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Acceptance H5: an oracle in whole minor units, written without BigDecimal arithmetic, agrees to the last digit. */
class H5ExactCalculationTest {
    private static final long SEED = 20_261_122L;
    private static final int INVOICES = 10_000;

    @Test
    void totalsOfTenThousandRandomInvoicesEqualTheIntegerOracle() {
        var random = new RandomInvoices(SEED);
        for (int i = 0; i < INVOICES; i++) {
            var content = random.next();
            assertThat(asMinorUnits(InvoiceCalculator.calculate(content)))
                    .as("invoice %d of seed %d: %s", i, SEED, content)
                    .isEqualTo(oracle(content));
        }
    }

    @Test
    void theOracleKnowsTheGoldenVector() {
        var line = Contents.line(1, "1", "0.10", VatCategory.S, "27");
        var content = Contents.of("EUR", line, line, line);

        assertThat(oracle(content)).isEqualTo(List.of(30L, 0L, 0L, 30L, 8L, 38L));
    }

    private static List<Long> asMinorUnits(CalculatedInvoice invoice) {
        var t = invoice.totals();
        assertThat(List.of(t.lineNetTotal(), t.allowanceTotal(), t.chargeTotal(), t.totalVat(), t.amountDue()))
                .allMatch(a ->
                        a.scale() == Rounding.of(invoice.content().currency()).decimals());
        return List.of(
                t.lineNetTotal().unscaledValue().longValueExact(),
                t.allowanceTotal().unscaledValue().longValueExact(),
                t.chargeTotal().unscaledValue().longValueExact(),
                t.totalWithoutVat().unscaledValue().longValueExact(),
                t.totalVat().unscaledValue().longValueExact(),
                t.totalWithVat().unscaledValue().longValueExact());
    }

    private static List<Long> oracle(InvoiceContent content) {
        int decimals = content.currency().getDefaultFractionDigits();
        Map<String, Long> linesByRate = new HashMap<>();
        Map<String, Long> taxableByRate = new HashMap<>();
        long lines = 0;
        for (var line : content.lines()) {
            long gross = divideHalfUp(
                    line.quantity()
                            .unscaledValue()
                            .multiply(line.unitPrice().unscaledValue())
                            .multiply(power(decimals)),
                    power(line.quantity().scale() + line.unitPrice().scale()));
            long net = gross
                    - line.allowance()
                            .map(a -> part(a.reduction(), gross, decimals))
                            .orElse(0L);
            linesByRate.merge(rate(line.vat()), net, Long::sum);
            taxableByRate.merge(rate(line.vat()), net, Long::sum);
            lines += net;
        }
        long allowances = adjust(content.allowances(), -1, linesByRate, taxableByRate, decimals);
        long charges = adjust(content.charges(), 1, linesByRate, taxableByRate, decimals);
        long vat = 0;
        for (var group : taxableByRate.entrySet()) {
            var percent = new BigDecimal(group.getKey());
            vat += divideHalfUp(
                    BigInteger.valueOf(group.getValue()).multiply(percent.unscaledValue()), power(percent.scale() + 2));
        }
        return List.of(
                lines, allowances, charges, lines - allowances + charges, vat, lines - allowances + charges + vat);
    }

    private static long adjust(
            List<Adjustment> adjustments,
            int sign,
            Map<String, Long> linesByRate,
            Map<String, Long> taxableByRate,
            int decimals) {
        long sum = 0;
        for (var adjustment : adjustments) {
            var rate = rate(adjustment.vat());
            long amount = part(adjustment.reduction(), linesByRate.getOrDefault(rate, 0L), decimals);
            taxableByRate.merge(rate, sign * amount, Long::sum);
            sum += amount;
        }
        return sum;
    }

    private static long part(Reduction reduction, long base, int decimals) {
        if (reduction instanceof Reduction.Fixed fixed) {
            return divideHalfUp(
                    fixed.amount().unscaledValue().multiply(power(decimals)),
                    power(fixed.amount().scale()));
        }
        var percent = ((Reduction.Percent) reduction).percent();
        return divideHalfUp(BigInteger.valueOf(base).multiply(percent.unscaledValue()), power(percent.scale() + 2));
    }

    private static String rate(Vat vat) {
        return vat.rate().toPlainString();
    }

    private static BigInteger power(int exponent) {
        return BigInteger.TEN.pow(exponent);
    }

    /** Half away from zero; all operands here are zero or more. */
    private static long divideHalfUp(BigInteger numerator, BigInteger denominator) {
        return numerator
                .multiply(BigInteger.TWO)
                .add(denominator)
                .divide(denominator.multiply(BigInteger.TWO))
                .longValueExact();
    }
}
