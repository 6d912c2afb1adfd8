package io.receivables.invoicing.inbound.payment;

import io.receivables.invoicing.events.InvoicePaid;
import io.receivables.invoicing.events.InvoiceReopened;
import io.receivables.invoicing.events.InvoicingEvent;
import io.receivables.invoicing.inbound.payment.OpenItemState.Status;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * The part of an invoice that follows the open item of payment-service. An older version of the open item never replaces
 * a newer one; an invoice that was credited in full is neither paid nor reopened.
 */
record SettledInvoice(
        UUID id,
        String number,
        UUID customerId,
        String currency,
        BigDecimal total,
        boolean fullyCredited,
        boolean overdue,
        boolean settled,
        Optional<LocalDate> paidOn,
        BigDecimal openAmount,
        long openItemVersion,
        long sequence) {

    /** The invoice after a change of its open item, and what is to be announced because of it. */
    record Step(SettledInvoice invoice, Optional<InvoicingEvent> event) {}

    Step follow(OpenItemState item) {
        if (item.openItemVersion() < openItemVersion || says(item)) {
            return new Step(this, Optional.empty());
        }
        boolean nowSettled = item.status() == Status.SETTLED;
        var event = fullyCredited || nowSettled == settled
                ? Optional.<InvoicingEvent>empty()
                : Optional.of(nowSettled ? paid(item) : reopened(item));
        var after = new SettledInvoice(
                id,
                number,
                customerId,
                currency,
                total,
                fullyCredited,
                overdue,
                nowSettled,
                nowSettled ? paidOn.or(() -> Optional.of(item.effectiveDate())) : Optional.empty(),
                item.openAmount(),
                item.openItemVersion(),
                sequence + (event.isPresent() ? 1 : 0));
        return new Step(after, event);
    }

    /** An invoice is issued with what the first version of its open item says, so that one normally changes nothing. */
    private boolean says(OpenItemState item) {
        return item.openItemVersion() == openItemVersion
                && item.openAmount().compareTo(openAmount) == 0
                && (item.status() == Status.SETTLED) == settled;
    }

    private InvoicingEvent paid(OpenItemState item) {
        return new InvoicePaid(id, number, customerId, currency, total, item.effectiveDate(), item.openItemVersion());
    }

    private InvoicingEvent reopened(OpenItemState item) {
        return new InvoiceReopened(
                id, number, customerId, currency, item.openAmount(), overdue, item.openItemVersion());
    }
}
