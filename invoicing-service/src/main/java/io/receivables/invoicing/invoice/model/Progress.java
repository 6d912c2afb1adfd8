package io.receivables.invoicing.invoice.model;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What happened to an invoice since it was issued.
 *
 * @param openAmount copy of the open item that payment-service owns, as of {@code openItemVersion}
 * @param openItemVersion that of the open item; an item begins as the invoice's total, so its first version need not arrive to be known
 */
public record Progress(
        BigDecimal creditedTotal,
        boolean fullyCredited,
        boolean overdue,
        boolean settled,
        Optional<LocalDate> paidOn,
        BigDecimal openAmount,
        long openItemVersion,
        InvoiceStatus status) {

    /** The version with which an open item begins, whose amount is the invoice's total. */
    public static final long FIRST_OPEN_ITEM = 1;

    public static Progress draft(Rounding rounding) {
        return new Progress(
                rounding.zero(), false, false, false, Optional.empty(), rounding.zero(), 0, InvoiceStatus.DRAFT);
    }

    /** Where nothing is owed, the open item has yet to say that it is settled. */
    public static Progress issued(BigDecimal total, Rounding rounding) {
        long known = total.signum() > 0 ? FIRST_OPEN_ITEM : 0;
        return new Progress(rounding.zero(), false, false, false, Optional.empty(), total, known, InvoiceStatus.ISSUED);
    }
}
