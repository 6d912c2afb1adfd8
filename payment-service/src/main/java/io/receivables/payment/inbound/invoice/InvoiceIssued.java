package io.receivables.payment.inbound.invoice;

import io.receivables.chassis.money.Money;
import io.receivables.payment.openitem.model.OpenItem;
import io.receivables.payment.openitem.model.ReferenceText;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;

/** Private copy of invoicing's InvoiceIssued.v1 with the fields the ledger needs. */
public record InvoiceIssued(
        UUID invoiceId,
        String number,
        UUID customerId,
        Customer customer,
        LocalDate issueDate,
        LocalDate dueDate,
        String currency,
        Optional<String> paymentReference,
        Totals totals) {

    /** The debtor, whose calendar tells what day it is. */
    public record Customer(ZoneId timeZone) {}

    /** Totals of an invoice or credit note. */
    public record Totals(BigDecimal totalWithVat, BigDecimal amountDue) {}

    OpenItem toOpenItem() {
        var owed = Money.of(totals.amountDue(), currency);
        var zero = Money.zero(owed.currency());
        return new OpenItem(
                invoiceId,
                number,
                paymentReference.map(ReferenceText::key).filter(key -> !key.isEmpty()),
                customerId,
                issueDate,
                dueDate,
                customer.timeZone(),
                owed,
                zero,
                zero,
                Optional.empty(),
                1);
    }
}
