package io.receivables.torture.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.system.ServiceName;
import io.receivables.torture.Finding;
import io.receivables.torture.history.Client;
import io.receivables.torture.history.Reply;
import io.receivables.torture.ledger.Book.Invoice;
import io.receivables.torture.ledger.Book.Part;
import io.receivables.torture.ledger.Book.Payment;
import io.receivables.torture.world.Cents;
import io.receivables.torture.world.Ground;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** What one customer can do through the public APIs, drawn by chance and written into the book before the next. */
final class Debtor {

    private static final long MOST_UNITS = 900;

    private final String name;
    private final Ground ground;
    private final Client client;
    private final SplittableRandom random;
    private final Book book;
    private final List<Finding> findings = new ArrayList<>();
    private final String customerId;
    private int commands;

    Debtor(String name, Ground ground, Book book, SplittableRandom random) {
        this.name = name;
        this.ground = ground;
        this.client = ground.client();
        this.book = book;
        this.random = random;
        this.customerId = ground.customer(name, name + "@debtor.example");
    }

    String customerId() {
        return customerId;
    }

    /** Answers that were not what the book says. */
    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** The next command gets keys of its own. */
    void next() {
        commands++;
    }

    <T> T any(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }

    void issue() {
        long[] net = new long[1 + random.nextInt(3)];
        List<Map<String, Object>> lines = new ArrayList<>();
        for (int i = 0; i < net.length; i++) {
            net[i] = 100 * (1 + random.nextLong(MOST_UNITS));
            lines.add(Ground.line(Cents.text(net[i])));
        }
        Map<String, Object> request = ground.invoice(customerId, lines);
        LocalDate due = LocalDate.now(ZoneOffset.UTC).plusDays(5 + random.nextInt(60));
        request.put("dueDate", due.toString());
        JsonNode issued = ground.issue(request, key()).json();
        Invoice invoice = new Invoice(
                issued.path("invoiceId").asText(),
                issued.path("number").asText(),
                issued.path("paymentReference").asText(),
                due,
                net);
        check(
                "the total of " + invoice.number,
                invoice.total,
                Cents.of(issued.path("totals").path("totalWithVat")));
        book.issue(invoice);
    }

    void payNamed(List<Invoice> named, long amount) {
        Map<String, Object> request = payment(amount);
        request.put("structuredReference", named.get(0).reference);
        book.payNamed(record(request, amount), named);
    }

    /** One payment for up to three invoices, named by number in the text. */
    void payByText(List<Invoice> owed) {
        List<Invoice> named = owed.subList(0, Math.min(owed.size(), 1 + random.nextInt(3)));
        long amount = named.stream().mapToLong(Invoice::open).sum() + random.nextLong(3) * 1_000;
        Map<String, Object> request = payment(amount);
        request.put(
                "remittanceInformation",
                "Invoices "
                        + String.join(", ", named.stream().map(i -> i.number).toList()));
        book.payNamed(record(request, amount), named);
    }

    void payOldest() {
        long amount = 1 + random.nextLong(100 * MOST_UNITS);
        book.payOldest(record(payment(amount), amount));
    }

    private Map<String, Object> payment(long amount) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("method", random.nextBoolean() ? "BANK_TRANSFER" : "CASH");
        request.put("amount", Cents.euro(amount));
        request.put("customerId", customerId);
        request.put("reason", "Recorded by " + name);
        return request;
    }

    private Payment record(Map<String, Object> request, long amount) {
        Reply reply = ground.pay(request, key());
        return new Payment(reply.json().path("paymentId").asText(), "", amount);
    }

    void bankFile(List<Invoice> owed) {
        Invoice invoice = any(owed);
        long amount = 1 + random.nextLong(invoice.open());
        BankFile file =
                new BankFile(name + "-" + commands, commands + 1, ground.sellerIban(), invoice.reference, amount);
        Ground.expect(
                client.postFile(ServiceName.PAYMENT, "/v1/statement-imports", "application/xml", file.bytes(), key()));
        book.payNamed(new Payment("", file.named(), amount), List.of(invoice));
        book.payNamed(new Payment("", file.unknown(), BankFile.UNKNOWN_CENTS), List.of());
    }

    void credit() {
        Invoice invoice = any(book.invoices());
        int line = random.nextInt(invoice.netLeft.length);
        long units = invoice.netLeft[line] / 100;
        if (units == 0) {
            issue();
            return;
        }
        long net = 100 * (random.nextBoolean() ? units : 1 + random.nextLong(units));
        Map<String, Object> request = Map.of(
                "reason",
                "Goods returned",
                "lines",
                List.of(Map.of("lineNumber", line + 1, "amount", Cents.text(net))));
        Ground.expect(
                client.post(ServiceName.INVOICING, "/v1/invoices/" + invoice.id + "/credit-notes", request, key()));
        book.credit(invoice, line, net);
    }

    void undo() {
        List<Part> parts = book.parts();
        if (parts.isEmpty()) {
            issue();
            return;
        }
        Part part = parts.get(random.nextInt(parts.size()));
        JsonNode payment = client.get(ServiceName.PAYMENT, "/v1/payments/" + part.payment.id);
        for (JsonNode allocation : payment.path("allocations")) {
            if (allocation.path("invoiceId").asText().equals(part.invoice.id)
                    && Cents.of(allocation.path("activeAmount")) == part.active) {
                String path = "/v1/payments/" + part.payment.id + "/allocations/"
                        + allocation.path("allocationId").asText() + "/undos";
                Ground.expect(client.post(ServiceName.PAYMENT, path, Map.of("reason", "Wrong invoice"), key()));
                book.undo(part);
                return;
            }
        }
        findings.add(Finding.of(
                "payment " + part.payment.id,
                "holds no allocation of " + part.active + " cents on invoice " + part.invoice.number + ": " + payment));
    }

    void allocateByHand(List<Invoice> owed) {
        Invoice invoice = any(owed);
        Optional<Payment> unapplied = book.payments().stream()
                .filter(p -> !p.id.isEmpty() && p.unapplied() > 0)
                .filter(p -> p.parts.stream().noneMatch(part -> part.invoice == invoice && part.active > 0))
                .findFirst();
        if (unapplied.isEmpty()) {
            payOldest();
            return;
        }
        Payment payment = unapplied.get();
        long amount = Math.min(payment.unapplied(), invoice.open());
        Map<String, Object> request = Map.of(
                "allocations",
                List.of(Map.of("invoiceId", invoice.id, "amount", Cents.euro(amount))),
                "reason",
                "As the customer asked");
        Ground.expect(client.post(ServiceName.PAYMENT, "/v1/payments/" + payment.id + "/allocations", request, key()));
        book.allocate(payment, invoice, amount);
    }

    void reverse() {
        List<Payment> candidates = book.payments().stream()
                .filter(p -> !p.id.isEmpty() && !p.reversed)
                .toList();
        if (candidates.isEmpty()) {
            issue();
            return;
        }
        Payment payment = candidates.get(random.nextInt(candidates.size()));
        Ground.expect(client.post(
                ServiceName.PAYMENT,
                "/v1/payments/" + payment.id + "/reversals",
                Map.of("reason", "Returned by the bank"),
                key()));
        book.reverse(payment);
    }

    private void check(String what, long expected, long found) {
        if (expected != found) {
            findings.add(Finding.of(what, "should be " + expected + " cents and is " + found));
        }
    }

    private String key() {
        return name + "-" + commands;
    }
}
