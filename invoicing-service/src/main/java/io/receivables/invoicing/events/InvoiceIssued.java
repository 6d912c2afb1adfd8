package io.receivables.invoicing.events;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** An invoice got its legal number; from here on the customer owes its total. */
public record InvoiceIssued(
        UUID invoiceId,
        String number,
        Optional<String> externalId,
        Optional<String> orderReference,
        UUID sellerId,
        Seller seller,
        UUID customerId,
        Customer customer,
        LocalDate issueDate,
        LocalDate dueDate,
        Instant overdueAt,
        String currency,
        String paymentReference,
        List<DocumentLine> lines,
        List<VatBreakdownRow> vatBreakdown,
        DocumentTotals totals)
        implements InvoicingEvent {

    /** Who invoiced, as printed on the document. */
    public record Seller(String name, String vatId, String iban, Address address) {}

    /** Postal address of the seller. */
    public record Address(String street, String city, String postalCode, String countryCode) {}

    /** Who owes, with what consumers need to address and group the debt. */
    public record Customer(
            String externalId,
            String name,
            String kind,
            String language,
            String timeZone,
            String countryCode,
            Optional<String> region) {}

    @Override
    public String type() {
        return "InvoiceIssued.v1";
    }
}
