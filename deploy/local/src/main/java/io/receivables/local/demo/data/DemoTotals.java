package io.receivables.local.demo.data;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.TreeMap;

/**
 * The demo's own arithmetic of a document (EN 16931, rules D4): VAT is rounded once per rate, half away from zero. It shares no code with the
 * services on purpose, because their figures are checked against it.
 */
public record DemoTotals(BigDecimal net, BigDecimal vat, BigDecimal gross) {

    private static final int MINOR_DIGITS = 2;

    public static DemoTotals of(List<DemoLine> lines) {
        TreeMap<BigDecimal, BigDecimal> netByRate = new TreeMap<>();
        for (DemoLine line : lines) {
            netByRate.merge(line.vatRate(), lineNet(line), BigDecimal::add);
        }
        BigDecimal net = netByRate.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal vat = netByRate.entrySet().stream()
                .map(rate -> round(rate.getKey().multiply(rate.getValue()).movePointLeft(2)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return new DemoTotals(net, vat, net.add(vat));
    }

    private static BigDecimal lineNet(DemoLine line) {
        return round(line.quantity().multiply(line.unitPrice())).subtract(line.allowanceAmount());
    }

    static BigDecimal round(BigDecimal amount) {
        return amount.setScale(MINOR_DIGITS, RoundingMode.HALF_UP);
    }
}
