package io.receivables.payment.inbound.invoice;

import io.receivables.chassis.money.Money;
import io.receivables.payment.payment.InvoiceIntake;
import java.time.LocalDate;
import java.util.UUID;

/** Private copy of invoicing's CreditNoteIssued.v1 with the fields the ledger needs. */
public record CreditNoteIssued(
        UUID creditNoteId,
        String number,
        UUID invoiceId,
        LocalDate issueDate,
        String currency,
        InvoiceIssued.Totals totals) {

    InvoiceIntake.Credit toCredit() {
        return new InvoiceIntake.Credit(
                creditNoteId, number, invoiceId, Money.of(totals.totalWithVat(), currency), issueDate);
    }
}
