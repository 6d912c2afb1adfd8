package io.receivables.torture.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.ServiceName;
import io.receivables.torture.Finding;
import io.receivables.torture.check.Books;
import io.receivables.torture.history.Client;
import io.receivables.torture.history.History;
import io.receivables.torture.history.Pauses;
import io.receivables.torture.ledger.Book.Invoice;
import io.receivables.torture.ledger.Book.Payment;
import io.receivables.torture.world.Cents;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Compares what the four services that know open amounts say with the books, after everything has come to rest. */
final class Agreement {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final Map<ServiceName, String> OPEN = new TreeMap<>(Map.of(
            ServiceName.PAYMENT, "select invoice_id as id, open_amount as open from open_items where true",
            ServiceName.INVOICING, "select id, open_amount as open from invoices where number is not null",
            ServiceName.DUNNING, "select invoice_id as id, open_amount as open from cases where true",
            ServiceName.REPORTING, "select invoice_id as id, open_amount as open from open_items where true"));

    private final LocalSystem system;
    private final Books tables;
    private final List<Sequence> sequences;
    private final Map<String, Long> expected = new HashMap<>();

    Agreement(LocalSystem system, List<Sequence> sequences) {
        this.system = system;
        this.tables = new Books(system);
        this.sequences = sequences;
        for (Sequence sequence : sequences) {
            for (Invoice invoice : sequence.book().invoices()) {
                expected.put(invoice.id, invoice.open());
            }
        }
    }

    long invoices() {
        return expected.size();
    }

    /** Waits until there is no difference any more or patience ends; answers how long it took in seconds. */
    double await() {
        long begin = System.nanoTime();
        Pauses.until(PATIENCE, () -> differences().isEmpty());
        return (System.nanoTime() - begin) / 1e9;
    }

    /** I2: invoices whose open amount is another one in some service, and invoices that only one side knows. */
    List<Finding> differences() {
        List<Finding> findings = new ArrayList<>();
        OPEN.forEach((service, sql) -> {
            Map<String, Long> found = new HashMap<>();
            for (Map<String, String> row : tables.rows(service, sql + " and tenant_id like 'torture-_'")) {
                found.put(row.get("id"), row.get("open") == null ? null : Cents.of(new BigDecimal(row.get("open"))));
            }
            expected.forEach((invoice, open) -> {
                if (!open.equals(found.remove(invoice))) {
                    findings.add(Finding.of(
                            "invoice " + invoice,
                            service.id() + "-service does not say that " + open + " cents are open"));
                }
            });
            found.forEach((invoice, open) -> findings.add(
                    Finding.of("invoice " + invoice, service.id() + "-service has it and no client issued it")));
        });
        return findings;
    }

    /** I1: payments that are not exactly those of the books, or whose parts do not add up. */
    List<Finding> payments() {
        List<Finding> findings = new ArrayList<>();
        Map<String, List<Sequence>> byTenant = sequences.stream().collect(Collectors.groupingBy(Sequence::tenant));
        byTenant.forEach((tenant, those) -> {
            Map<String, Payment> book = new HashMap<>();
            those.stream()
                    .flatMap(sequence -> sequence.book().payments().stream())
                    .forEach(payment -> book.put(payment.id.isEmpty() ? payment.endToEndId : payment.id, payment));
            Client client = new Client(system, tenant, new History());
            for (JsonNode found : client.all(ServiceName.PAYMENT, "/v1/payments")) {
                Payment payment = book.remove(found.path("paymentId").asText());
                if (payment == null) {
                    payment = book.remove(found.path("endToEndId").asText());
                }
                compare(payment, found, findings);
            }
            book.keySet().forEach(id -> findings.add(Finding.of("payment " + id, "was acknowledged and is not there")));
        });
        return findings;
    }

    private static void compare(Payment payment, JsonNode found, List<Finding> findings) {
        String id = "payment " + found.path("paymentId").asText();
        if (payment == null) {
            findings.add(Finding.of(id, "is there and no client recorded it: " + found));
            return;
        }
        long reversed = Cents.of(found.path("reversedAmount"));
        boolean same = Cents.of(found.path("amount")) == payment.amount
                && Cents.of(found.path("allocatedAmount")) == payment.allocated()
                && Cents.of(found.path("unappliedAmount")) == payment.unapplied()
                && reversed == (payment.reversed ? payment.amount : 0);
        if (!same) {
            findings.add(Finding.of(
                    id,
                    "the book has " + payment.amount + " = " + payment.allocated() + " allocated + "
                            + payment.unapplied() + " unapplied" + (payment.reversed ? ", reversed" : "") + "; found "
                            + found));
        }
    }
}
