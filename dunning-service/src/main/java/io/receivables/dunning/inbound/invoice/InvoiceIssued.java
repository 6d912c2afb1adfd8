package io.receivables.dunning.inbound.invoice;

import io.receivables.chassis.money.Money;
import io.receivables.dunning.dunningcase.model.InvoiceFacts;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;

/** Private copy of an issued invoice, with only what dunning needs. */
public record InvoiceIssued(
        UUID invoiceId,
        String number,
        UUID customerId,
        Customer customer,
        Seller seller,
        LocalDate issueDate,
        LocalDate dueDate,
        String currency,
        String paymentReference,
        Totals totals) {

    /** The debtor as the invoice names it. */
    public record Customer(String name, String language, ZoneId timeZone) {}

    /** The creditor. */
    public record Seller(String name, String iban) {}

    /** The sum asked for. */
    public record Totals(BigDecimal amountDue) {}

    InvoiceFacts facts() {
        return new InvoiceFacts(
                invoiceId,
                number,
                customerId,
                customer.name(),
                customer.language(),
                customer.timeZone(),
                issueDate,
                dueDate,
                Money.of(totals.amountDue(), currency),
                paymentReference,
                seller.name(),
                seller.iban());
    }
}
