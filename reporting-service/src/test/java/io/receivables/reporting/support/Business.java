package io.receivables.reporting.support;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.receivables.chassis.id.Ids;
import io.receivables.testkit.Contracts;
import io.receivables.testkit.EventContracts;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Plays the other services: keeps books of its own and says what they would publish. The books are what reports are
 * compared with; nothing here is shared with the code under test.
 */
public final class Business {
    private static final Map<String, ObjectNode> EXAMPLES = new HashMap<>();
    private static final Map<String, String> TOPICS = new HashMap<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Movement> movements = new ArrayList<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private final Map<UUID, Invoice> invoices = new LinkedHashMap<>();
    private final Map<UUID, Payment> payments = new LinkedHashMap<>();
    private int numbers;
    private Instant now = Instant.parse("2026-01-01T08:00:00Z");

    /** A change of what is owed (payment absent) or of unapplied cash (invoice absent). */
    public record Movement(
            Optional<Invoice> invoice, Optional<Payment> payment, LocalDate date, Instant known, BigDecimal amount) {}

    public static final class Invoice {
        public final UUID id = Ids.next();
        public String number;
        public UUID customer;
        public String currency;
        public LocalDate issued;
        public LocalDate due;
        public BigDecimal total;
        public BigDecimal credited = BigDecimal.ZERO;
        public BigDecimal allocated = BigDecimal.ZERO;
        public String status = "ISSUED";

        public BigDecimal open() {
            return total.subtract(credited).subtract(allocated);
        }
    }

    public static final class Payment {
        public final UUID id = Ids.next();
        public Optional<UUID> customer;
        public String currency;
        public LocalDate booked;
        public BigDecimal amount;
        public BigDecimal unapplied;
        public boolean reversed;
        public final List<Allocation> allocations = new ArrayList<>();
    }

    public static final class Allocation {
        public final UUID id = Ids.next();
        public Invoice invoice;
        public LocalDate date;
        public BigDecimal amount;
    }

    public List<Event> events() {
        return events;
    }

    /** Hands over the events so far and starts a new list. */
    public List<Event> drain() {
        var drained = List.copyOf(events);
        events.clear();
        return drained;
    }

    public List<Movement> movements() {
        return movements;
    }

    public List<Invoice> invoices() {
        return List.copyOf(invoices.values());
    }

    public List<Payment> payments() {
        return List.copyOf(payments.values());
    }

    /** The recording time of the events to come. */
    public void recordedAt(Instant instant) {
        now = instant;
    }

    public UUID customer(String name) {
        var id = Ids.next();
        publish(
                "CustomerRegistered.v1",
                id,
                example("CustomerRegistered.v1")
                        .put("customerId", id.toString())
                        .put("externalId", "C-" + ++numbers)
                        .put("name", name));
        return id;
    }

    public void rename(UUID customer, String name) {
        var changed = example("CustomerChanged.v1")
                .put("customerId", customer.toString())
                .put("name", name);
        publish("CustomerChanged.v1", customer, changed);
    }

    public Invoice issue(UUID customer, String currency, String total, String issued, String due) {
        return issue(customer, currency, total, issued, due, Optional.empty());
    }

    public Invoice issue(
            UUID customer, String currency, String total, String issued, String due, Optional<String> order) {
        var invoice = new Invoice();
        invoice.number = "INV-2026-" + ++numbers;
        invoice.customer = customer;
        invoice.currency = currency;
        invoice.total = new BigDecimal(total);
        invoice.issued = LocalDate.parse(issued);
        invoice.due = LocalDate.parse(due);
        invoices.put(invoice.id, invoice);
        var data = example("InvoiceIssued.v1")
                .put("invoiceId", invoice.id.toString())
                .put("number", invoice.number)
                .put("customerId", customer.toString())
                .put("issueDate", issued)
                .put("dueDate", due)
                .put("currency", currency);
        data.remove("externalId");
        data.remove("orderReference");
        order.ifPresent(reference -> data.put("orderReference", reference));
        totals(data, total);
        publish("InvoiceIssued.v1", invoice.id, data);
        changed(invoice, "ISSUED", invoice.id, invoice.issued, invoice.total);
        return invoice;
    }

    /** Takes back the whole invoice, of which nothing may have been paid or credited before. */
    public void creditFully(Invoice invoice, String date) {
        credit(invoice, invoice.total.toPlainString(), date, true);
        invoice.status = "CREDITED";
    }

    public void credit(Invoice invoice, String amount, String date) {
        credit(invoice, amount, date, false);
    }

    private void credit(Invoice invoice, String amount, String date, boolean full) {
        var credited = new BigDecimal(amount);
        invoice.credited = invoice.credited.add(credited);
        var id = Ids.next();
        var data = example("CreditNoteIssued.v1")
                .put("creditNoteId", id.toString())
                .put("number", "CN-2026-" + ++numbers)
                .put("invoiceId", invoice.id.toString())
                .put("invoiceNumber", invoice.number)
                .put("customerId", invoice.customer.toString())
                .put("issueDate", date)
                .put("full", full)
                .put("currency", invoice.currency);
        totals(data, amount);
        publish("CreditNoteIssued.v1", invoice.id, data);
        changed(invoice, "CREDITED", id, LocalDate.parse(date), credited.negate());
    }

    public Payment receive(Optional<UUID> customer, String currency, String amount, String booked) {
        var payment = new Payment();
        payment.customer = customer;
        payment.currency = currency;
        payment.amount = new BigDecimal(amount);
        payment.unapplied = payment.amount;
        payment.booked = LocalDate.parse(booked);
        payments.put(payment.id, payment);
        var data = example("PaymentReceived.v1")
                .put("paymentId", payment.id.toString())
                .put("currency", currency)
                .put("amount", amount)
                .put("bookingDate", booked)
                .put("valueDate", booked);
        data.remove("customerId");
        customer.ifPresent(id -> data.put("customerId", id.toString()));
        publish("PaymentReceived.v1", payment.id, data);
        cash(payment, payment.booked, payment.amount);
        return payment;
    }

    public Allocation allocate(Payment payment, Invoice invoice, String amount, String on) {
        var allocation = new Allocation();
        allocation.invoice = invoice;
        allocation.amount = new BigDecimal(amount);
        allocation.date = LocalDate.parse(on);
        payment.allocations.add(allocation);
        payment.unapplied = payment.unapplied.subtract(allocation.amount);
        invoice.allocated = invoice.allocated.add(allocation.amount);
        if (payment.customer.isEmpty()) {
            payment.customer = Optional.of(invoice.customer);
        }
        changed(invoice, "ALLOCATED", payment.id, allocation.date, allocation.amount.negate());
        var data = example("PaymentAllocated.v1")
                .put("paymentId", payment.id.toString())
                .put("customerId", payment.customer.get().toString())
                .put("currency", payment.currency)
                .put("unapplied", payment.unapplied.toPlainString())
                .put("effectiveDate", on);
        var part = (ObjectNode) data.withArray("allocations").get(0);
        part.put("allocationId", allocation.id.toString())
                .put("invoiceId", invoice.id.toString())
                .put("invoiceNumber", invoice.number)
                .put("amount", amount)
                .put("openAmountAfter", invoice.open().toPlainString())
                .put("openItemVersion", sequences.get("OI" + invoice.id));
        publish("PaymentAllocated.v1", payment.id, data);
        cash(payment, allocation.date, allocation.amount.negate());
        settle(invoice, allocation.date);
        return allocation;
    }

    /** Takes back all or a part of an allocation. */
    public void deallocate(Payment payment, Allocation allocation, String amount, String on) {
        release(payment, allocation, new BigDecimal(amount), on, "DEALLOCATED");
        payment.unapplied = payment.unapplied.add(new BigDecimal(amount));
        var data = example("PaymentDeallocated.v1")
                .put("paymentId", payment.id.toString())
                .put("customerId", payment.customer.orElseThrow().toString())
                .put("currency", payment.currency)
                .put("unapplied", payment.unapplied.toPlainString())
                .put("effectiveDate", on);
        part((ObjectNode) data.withArray("allocations").get(0), allocation, amount);
        publish("PaymentDeallocated.v1", payment.id, data);
        cash(payment, LocalDate.parse(on), new BigDecimal(amount));
    }

    public void reverse(Payment payment, String on) {
        reverse(payment, on, on);
    }

    /** The bank booked it on a day, but it counts from a later one. */
    public void reverse(Payment payment, String booked, String on) {
        var data = example("PaymentReversed.v1")
                .put("paymentId", payment.id.toString())
                .put("currency", payment.currency)
                .put("amount", payment.amount.toPlainString())
                .put("bookingDate", booked)
                .put("effectiveDate", on);
        if (on.equals(booked)) {
            data.remove("effectiveDate");
        }
        data.remove("customerId");
        payment.customer.ifPresent(id -> data.put("customerId", id.toString()));
        var template = (ObjectNode) data.withArray("releasedAllocations").get(0);
        data.withArray("releasedAllocations").removeAll();
        for (var allocation : payment.allocations) {
            if (allocation.amount.signum() > 0) {
                var amount = allocation.amount.toPlainString();
                data.withArray("releasedAllocations").add(part(template.deepCopy(), allocation, amount));
                release(payment, allocation, allocation.amount, on, "REVERSED");
            }
        }
        publish("PaymentReversed.v1", payment.id, data);
        cash(payment, LocalDate.parse(on), payment.unapplied.negate());
        payment.unapplied = BigDecimal.ZERO;
        payment.reversed = true;
    }

    public void overdue(Invoice invoice) {
        invoice.status = "OVERDUE";
        publish(
                "InvoiceOverdue.v1",
                invoice.id,
                about("InvoiceOverdue.v1", invoice)
                        .put("dueDate", invoice.due.toString())
                        .put("openAmount", invoice.open().toPlainString()));
    }

    public void remind(Invoice invoice) {
        var caseId = UUID.nameUUIDFromBytes(invoice.id.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        for (var type : List.of("DunningLevelReached.v1", "ReminderSent.v1")) {
            var data = example(type)
                    .put("caseId", caseId.toString())
                    .put("invoiceId", invoice.id.toString())
                    .put("invoiceNumber", invoice.number)
                    .put("customerId", invoice.customer.toString())
                    .put("currency", invoice.currency)
                    .put("openAmount", invoice.open().toPlainString());
            if (type.startsWith("Reminder")) {
                data.put("reminderId", Ids.next().toString());
            }
            publish(type, caseId, data);
        }
    }

    public void statement() {
        var id = Ids.next();
        publish("StatementImported.v1", id, example("StatementImported.v1").put("statementId", id.toString()));
    }

    private void release(Payment payment, Allocation allocation, BigDecimal amount, String on, String cause) {
        allocation.amount = allocation.amount.subtract(amount);
        allocation.invoice.allocated = allocation.invoice.allocated.subtract(amount);
        changed(allocation.invoice, cause, payment.id, LocalDate.parse(on), amount);
        if (allocation.invoice.status.equals("PAID")
                && allocation.invoice.open().signum() > 0) {
            allocation.invoice.status = "ISSUED";
            publish(
                    "InvoiceReopened.v1",
                    allocation.invoice.id,
                    about("InvoiceReopened.v1", allocation.invoice)
                            .put("openAmount", allocation.invoice.open().toPlainString())
                            .put("overdue", false));
        }
    }

    private void settle(Invoice invoice, LocalDate on) {
        if (invoice.open().signum() == 0) {
            invoice.status = "PAID";
            publish(
                    "InvoicePaid.v1",
                    invoice.id,
                    about("InvoicePaid.v1", invoice)
                            .put("total", invoice.total.toPlainString())
                            .put("paidOn", on.toString()));
        }
    }

    private ObjectNode about(String type, Invoice invoice) {
        return example(type)
                .put("invoiceId", invoice.id.toString())
                .put("number", invoice.number)
                .put("customerId", invoice.customer.toString())
                .put("currency", invoice.currency)
                .put("openItemVersion", sequences.get("OI" + invoice.id));
    }

    private static ObjectNode part(ObjectNode part, Allocation allocation, String amount) {
        return part.put("allocationId", allocation.id.toString())
                .put("invoiceId", allocation.invoice.id.toString())
                .put("invoiceNumber", allocation.invoice.number)
                .put("amount", amount);
    }

    private static void totals(ObjectNode data, String total) {
        ((ObjectNode) data.get("totals"))
                .put("totalWithoutVat", total)
                .put("totalVat", "0.00")
                .put("totalWithVat", total)
                .put("amountDue", total);
    }

    private void changed(Invoice invoice, String cause, UUID causeId, LocalDate date, BigDecimal change) {
        movements.add(new Movement(Optional.of(invoice), Optional.empty(), date, now, change));
        long version = sequences.merge("OI" + invoice.id, 1L, Long::sum);
        var open = invoice.open();
        var status = open.signum() == 0 ? "SETTLED" : open.compareTo(invoice.total) == 0 ? "OPEN" : "PARTLY_SETTLED";
        var data = example("OpenItemChanged.v1")
                .put("invoiceId", invoice.id.toString())
                .put("invoiceNumber", invoice.number)
                .put("customerId", invoice.customer.toString())
                .put("currency", invoice.currency)
                .put("dueDate", invoice.due.toString())
                .put("originalAmount", invoice.total.toPlainString())
                .put("creditedAmount", invoice.credited.toPlainString())
                .put("allocatedAmount", invoice.allocated.toPlainString())
                .put("openAmount", open.toPlainString())
                .put("status", status)
                .put("cause", cause)
                .put("causeId", causeId.toString())
                .put("effectiveDate", date.toString())
                .put("openItemVersion", version);
        add("OpenItemChanged.v1", invoice.id, version, data);
    }

    private void cash(Payment payment, LocalDate date, BigDecimal change) {
        movements.add(new Movement(Optional.empty(), Optional.of(payment), date, now, change));
    }

    private void publish(String type, UUID subject, ObjectNode data) {
        add(type, subject, sequences.merge(topic(type) + subject, 1L, Long::sum), data);
    }

    private void add(String type, UUID subject, long sequence, ObjectNode data) {
        events.add(new Event(type, topic(type), subject, sequence, now, data));
    }

    /** Noon of a day, for {@link #recordedAt}. */
    public static Instant noon(String date) {
        return LocalDate.parse(date).atTime(12, 0).toInstant(ZoneOffset.UTC);
    }

    private static String topic(String type) {
        return TOPICS.computeIfAbsent(type, t -> Contracts.event(t).topic());
    }

    private static ObjectNode example(String type) {
        return EXAMPLES.computeIfAbsent(type, EventContracts::example).deepCopy();
    }
}
