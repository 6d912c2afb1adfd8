package io.receivables.invoicing.creditnote.model;

import io.receivables.invoicing.invoice.model.Vat;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A line of an issued invoice with what earlier credit notes took back of it.
 *
 * @param creditedAllowance part of the line allowance that earlier credit notes stated
 */
public record CreditedLine(
        int lineNumber,
        String description,
        BigDecimal quantity,
        String unitCode,
        BigDecimal unitPrice,
        BigDecimal allowance,
        BigDecimal net,
        Vat vat,
        Optional<String> exemptionReason,
        BigDecimal creditedQuantity,
        BigDecimal creditedAllowance,
        BigDecimal creditedNet) {

    public BigDecimal remainingQuantity() {
        return quantity.subtract(creditedQuantity);
    }

    public BigDecimal remainingNet() {
        return net.subtract(creditedNet);
    }

    public BigDecimal remainingAllowance() {
        return allowance.subtract(creditedAllowance);
    }

    /** Nothing is left: the money is gone, or for a line that was free of charge the quantity. */
    public boolean exhausted() {
        return net.signum() == 0
                ? remainingQuantity().signum() == 0
                : remainingNet().signum() == 0;
    }

    /** The same line after one more credit. */
    public CreditedLine after(BigDecimal moreQuantity, BigDecimal moreNet) {
        return new CreditedLine(
                lineNumber,
                description,
                quantity,
                unitCode,
                unitPrice,
                allowance,
                net,
                vat,
                exemptionReason,
                creditedQuantity.add(moreQuantity),
                creditedAllowance,
                creditedNet.add(moreNet));
    }
}
