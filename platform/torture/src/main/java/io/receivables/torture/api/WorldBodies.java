package io.receivables.torture.api;

import io.receivables.local.demo.bank.BankStatement;
import io.receivables.local.demo.bank.Camt053Writer;
import io.receivables.local.demo.bank.Remittance;
import io.receivables.local.demo.bank.StatementEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The bodies that make a world, with its mark in every text. */
record WorldBodies(String mark) {

    private static final LocalDate DAY = LocalDate.parse("2026-05-04");
    private static final String SELLER_IBAN = "HU42117730161111101800000000";
    static final String CUSTOMER_IBAN = "HR1723600001101234565";

    byte[] customerFile() {
        String csv = "externalId,kind,name,timeZone,currency,street,city,postalCode,countryCode\n"
                + "CSV-" + mark + ",COMPANY,Imported " + mark + ",Europe/Zagreb,EUR,Ilica 2,Zagreb,10000,HR\n"
                + "BAD-" + mark + ",ALIEN,Imported " + mark + ",Europe/Zagreb,EUR,Ilica 2,Zagreb,10000,HR\n";
        return csv.getBytes(StandardCharsets.UTF_8);
    }

    Map<String, Object> payment(String method, String amount, String key) {
        Map<String, Object> payment = new LinkedHashMap<>();
        payment.put("method", method);
        payment.put("amount", Map.of("amount", amount, "currency", "EUR"));
        payment.put("externalId", "PAY-" + mark + "-" + key);
        payment.put("remittanceInformation", "Thanks " + mark);
        payment.put("reason", "By hand " + mark);
        return payment;
    }

    static Map<String, Object> allocation(String invoice, String amount) {
        return Map.of("invoiceId", invoice, "amount", Map.of("amount", amount, "currency", "EUR"));
    }

    Map<String, Object> invoice(String seller, String customer, String net, String key) {
        Map<String, Object> line = Map.of(
                "description", "Bearings " + mark,
                "quantity", "1",
                "unitPrice", net,
                "vatCategory", "S",
                "vatRate", "27");
        Map<String, Object> invoice = new LinkedHashMap<>();
        invoice.put("externalId", "INV-" + mark + "-" + key);
        invoice.put("orderReference", "ORD-" + mark);
        invoice.put("note", "Note " + mark);
        invoice.put("sellerId", seller);
        invoice.put("customerId", customer);
        invoice.put("currency", "EUR");
        invoice.put("lines", List.of(line));
        return invoice;
    }

    /** A good line and a bad one. */
    byte[] billFile(String seller, String customer) {
        try {
            Map<String, Object> bad = invoice(seller, customer, "1.00", "BAD");
            bad.put("currency", "X" + mark);
            return (Reply.JSON.writeValueAsString(invoice(seller, customer, "3301.13", "B")) + "\n"
                            + Reply.JSON.writeValueAsString(bad) + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, Object> credit() {
        return Map.of("reason", "Scratched " + mark, "lines", List.of(Map.of("lineNumber", 1, "amount", "307.11")));
    }

    Map<String, Object> customer(String key) {
        Map<String, Object> customer = new LinkedHashMap<>();
        customer.put("externalId", key + "-" + mark);
        customer.put("kind", "COMPANY");
        customer.put("name", "Adria " + mark + " d.o.o.");
        customer.put("language", "hr");
        customer.put("timeZone", "Europe/Zagreb");
        customer.put("currency", "EUR");
        customer.put("region", "Region " + mark);
        customer.put("paymentTerms", Map.of("kind", "NET", "days", 10));
        customer.put("preferredChannel", "EMAIL");
        customer.put("address", address("Ilica " + mark, "Zagreb", "HR"));
        customer.put("contacts", List.of(Map.of("name", "Contact " + mark)));
        customer.put("email", mark + "@adria.example");
        if (key.equals("C-1")) {
            customer.put("ibans", List.of(CUSTOMER_IBAN));
        }
        return customer;
    }

    Map<String, Object> seller() {
        return Map.of(
                "name",
                "Duna " + mark + " Zrt.",
                "vatId",
                "HU12345676",
                "iban",
                SELLER_IBAN,
                "address",
                address("Váci út " + mark, "Budapest", "HU"),
                "numberingSeries",
                Map.of("invoicePrefix", mark + "I-", "creditNotePrefix", mark + "C-"));
    }

    private static Map<String, Object> address(String street, String city, String country) {
        return Map.of("street", street, "city", city, "postalCode", "10000", "countryCode", country);
    }

    static Map<String, Object> vatRate() {
        return Map.of("country", "HU", "category", "S", "rate", "13.579", "validFrom", "2031-01-01");
    }

    Map<String, Object> policy() {
        return Map.of(
                "effectiveFrom",
                "2026-05-04",
                "levels",
                List.of(Map.of("name", "Level " + mark, "days", 5, "tone", "FRIENDLY")));
    }

    byte[] camt(String reference) {
        StatementEntry entry = new StatementEntry(
                "E1" + mark,
                DAY,
                new BigDecimal("211.13"),
                StatementEntry.Direction.RECEIVED,
                Optional.of("Payer " + mark),
                Optional.of(CUSTOMER_IBAN),
                Optional.of("E2E-" + mark),
                new Remittance(Optional.of(reference), Optional.empty()));
        BankStatement statement = new BankStatement(
                "S" + mark, 1, SELLER_IBAN, "EUR", DAY, DAY, new BigDecimal("3001.19"), List.of(entry));
        return Camt053Writer.write("M" + mark, DAY, List.of(statement));
    }
}
