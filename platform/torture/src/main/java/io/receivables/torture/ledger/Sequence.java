package io.receivables.torture.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.demo.bank.BankStatement;
import io.receivables.local.demo.bank.Camt053Writer;
import io.receivables.local.demo.bank.Remittance;
import io.receivables.local.demo.bank.StatementEntry;
import io.receivables.local.system.ServiceName;
import io.receivables.torture.Finding;
import io.receivables.torture.history.Client;
import io.receivables.torture.history.Pauses;
import io.receivables.torture.history.Reply;
import io.receivables.torture.ledger.Book.Invoice;
import io.receivables.torture.ledger.Book.Part;
import io.receivables.torture.ledger.Book.Payment;
import io.receivables.torture.world.Cents;
import io.receivables.torture.world.Ground;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A customer's life of random commands, one after the other, each known to the book before the next. After every command payment-service must
 * come to owe what the book says.
 */
final class Sequence {

    private static final Duration AGREEMENT = Duration.ofSeconds(120);
    private static final long MOST_UNITS = 900;

    private final String name;
    private final Ground ground;
    private final Client client;
    private final SplittableRandom random;
    private final Book book = new Book();
    private final List<Finding> findings = new ArrayList<>();
    private String customerId = "";
    private int commands;

    Sequence(String name, Ground ground, SplittableRandom random) {
        this.name = name;
        this.ground = ground;
        this.client = ground.client();
        this.random = random;
    }

    Book book() {
        return book;
    }

    String tenant() {
        return client.tenant();
    }

    String customerId() {
        return customerId;
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** Plays so many commands; stops at the first disagreement. */
    void play(int length) {
        customerId = ground.customer(name, name + "@debtor.example");
        while (commands < length && findings.isEmpty()) {
            step();
            commands++;
            agree();
        }
    }

    private void step() {
        List<Invoice> owed = book.owed();
        int draw = random.nextInt(100);
        if (owed.isEmpty() || draw < 25) {
            issue();
        } else if (draw < 40) {
            Invoice invoice = any(owed);
            payNamed(List.of(invoice), invoice.open());
        } else if (draw < 52) {
            Invoice invoice = any(owed);
            payNamed(List.of(invoice), 1 + random.nextLong(invoice.open()));
        } else if (draw < 60) {
            payByText(owed);
        } else if (draw < 66) {
            payOldest();
        } else if (draw < 72) {
            bankFile(owed);
        } else if (draw < 80) {
            credit();
        } else if (draw < 88) {
            undo();
        } else if (draw < 94) {
            allocateByHand(owed);
        } else {
            reverse();
        }
    }

    private void issue() {
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

    private void payNamed(List<Invoice> named, long amount) {
        Map<String, Object> request = payment(amount);
        request.put("structuredReference", named.get(0).reference);
        book.payNamed(record(request, amount), named);
    }

    /** One payment for up to three invoices, named by number in the text. */
    private void payByText(List<Invoice> owed) {
        List<Invoice> named = owed.subList(0, Math.min(owed.size(), 1 + random.nextInt(3)));
        long amount = named.stream().mapToLong(Invoice::open).sum() + random.nextLong(3) * 1_000;
        Map<String, Object> request = payment(amount);
        request.put(
                "remittanceInformation",
                "Invoices "
                        + String.join(", ", named.stream().map(i -> i.number).toList()));
        book.payNamed(record(request, amount), named);
    }

    private void payOldest() {
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
        Reply reply = client.post(ServiceName.PAYMENT, "/v1/payments", request, key());
        for (int i = 1; reply.code().equals("customer_unknown"); i++) {
            Pauses.millis(30);
            reply = client.post(ServiceName.PAYMENT, "/v1/payments", request, key() + "-" + i);
        }
        return new Payment(Ground.expect(reply).json().path("paymentId").asText(), "", amount);
    }

    /** A statement with a payment for one invoice and one that names nothing known. */
    private void bankFile(List<Invoice> owed) {
        Invoice invoice = any(owed);
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        long amount = 1 + random.nextLong(invoice.open());
        String id = name + "-" + commands;
        List<StatementEntry> entries = List.of(
                entry(id + "-A", today, amount, new Remittance(Optional.of(invoice.reference), Optional.empty())),
                entry(id + "-B", today, 4_200, new Remittance(Optional.empty(), Optional.of("Thank you"))));
        BankStatement statement = new BankStatement(
                id, commands + 1, ground.sellerIban(), "EUR", today, today, new BigDecimal("100.00"), entries);
        byte[] file = Camt053Writer.write(id, today, List.of(statement));
        Ground.expect(client.postFile(ServiceName.PAYMENT, "/v1/statement-imports", file, key()));
        book.payNamed(new Payment("", id + "-A", amount), List.of(invoice));
        book.payNamed(new Payment("", id + "-B", 4_200), List.of());
    }

    private static StatementEntry entry(String id, LocalDate date, long amount, Remittance remittance) {
        return new StatementEntry(
                id,
                date,
                BigDecimal.valueOf(amount, 2),
                StatementEntry.Direction.RECEIVED,
                Optional.of("Payer"),
                Optional.empty(),
                Optional.of(id),
                remittance);
    }

    private void credit() {
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

    private void undo() {
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

    private void allocateByHand(List<Invoice> owed) {
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

    private void reverse() {
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

    /** Waits until payment-service says of each invoice what the book says; a credit note can leave the open amount as it was. */
    private void agree() {
        Map<String, String> expected = new HashMap<>();
        book.invoices().forEach(i -> expected.put(i.id, owes(i.open(), i.credited)));
        Map<String, String> found = new HashMap<>();
        boolean agreed = Pauses.until(AGREEMENT, () -> {
            found.clear();
            client.all(ServiceName.PAYMENT, "/v1/open-items?customerId=" + customerId)
                    .forEach(item -> found.put(
                            item.path("invoiceId").asText(),
                            owes(Cents.of(item.path("openAmount")), Cents.of(item.path("creditedAmount")))));
            return found.equals(expected);
        });
        if (!agreed) {
            expected.forEach((invoice, owed) -> {
                if (!owed.equals(found.get(invoice))) {
                    findings.add(Finding.of(
                            "invoice " + invoice,
                            "after command " + commands + " of " + name + " the book says " + owed
                                    + ", payment-service says " + found.get(invoice)));
                }
            });
        }
    }

    private static String owes(long open, long credited) {
        return open + " cents open, " + credited + " credited";
    }

    private void check(String what, long expected, long found) {
        if (expected != found) {
            findings.add(Finding.of(what, "should be " + expected + " cents and is " + found));
        }
    }

    private String key() {
        return name + "-" + commands;
    }

    private <T> T any(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }
}
