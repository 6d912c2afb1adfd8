package io.receivables.invoicing.invoice.model;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What happened to an invoice since it was issued.
 *
 * @param openAmount copy of the open item that payment-service owns, as of {@code openItemVersion}; the invoice total
 *     until the first copy arrives
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

    public static Progress draft(Rounding rounding) {
        return new Progress(
                rounding.zero(), false, false, false, Optional.empty(), rounding.zero(), 0, InvoiceStatus.DRAFT);
    }

    public static Progress issued(BigDecimal total, Rounding rounding) {
        return new Progress(rounding.zero(), false, false, false, Optional.empty(), total, 0, InvoiceStatus.ISSUED);
    }
}
