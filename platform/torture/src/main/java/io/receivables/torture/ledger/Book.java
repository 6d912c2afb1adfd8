package io.receivables.torture.ledger;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The harness's own books of one customer, kept by one thread with plain sums in cents. It knows the rules from the documentation and nothing
 * of the services' code.
 */
final class Book {

    private static final Comparator<Invoice> OLDEST_DUE =
            Comparator.comparing((Invoice i) -> i.due).thenComparing(i -> i.number);

    private final Map<String, Invoice> invoices = new LinkedHashMap<>();
    private final List<Payment> payments = new ArrayList<>();

    /** An invoice of one VAT rate of 27 % with its lines' net amounts in cents, whole units each. */
    static final class Invoice {
        final String id;
        final String number;
        final String reference;
        final LocalDate due;
        final long total;
        final long[] netLeft;
        long credited;
        final List<Part> parts = new ArrayList<>();

        Invoice(String id, String number, String reference, LocalDate due, long[] net) {
            this.id = id;
            this.number = number;
            this.reference = reference;
            this.due = due;
            this.netLeft = net.clone();
            this.total = gross(java.util.Arrays.stream(net).sum());
        }

        long allocated() {
            return parts.stream().mapToLong(p -> p.active).sum();
        }

        long open() {
            return total - credited - allocated();
        }
    }

    /** Money that came in; {@code id} is empty for money that only a bank file knows. */
    static final class Payment {
        final String id;
        final String endToEndId;
        final long amount;
        boolean reversed;
        final List<Part> parts = new ArrayList<>();

        Payment(String id, String endToEndId, long amount) {
            this.id = id;
            this.endToEndId = endToEndId;
            this.amount = amount;
        }

        long allocated() {
            return parts.stream().mapToLong(p -> p.active).sum();
        }

        long unapplied() {
            return reversed ? 0 : amount - allocated();
        }
    }

    /** A part of a payment that settles an invoice. */
    static final class Part {
        final Payment payment;
        final Invoice invoice;
        long active;

        private Part(Payment payment, Invoice invoice, long active) {
            this.payment = payment;
            this.invoice = invoice;
            this.active = active;
        }
    }

    /** Whole units of currency net to cents gross, exact at 27 %. */
    static long gross(long netCents) {
        return netCents + netCents / 100 * 27;
    }

    void issue(Invoice invoice) {
        invoices.put(invoice.id, invoice);
    }

    /** Money that names invoices settles them, the oldest due first, and nothing else. */
    void payNamed(Payment payment, List<Invoice> named) {
        payments.add(payment);
        named.stream().sorted(OLDEST_DUE).forEach(invoice -> allocate(payment, invoice, payment.unapplied()));
    }

    /** Money that names nothing settles what the customer owes, the oldest due first. */
    void payOldest(Payment payment) {
        payments.add(payment);
        owed().stream().sorted(OLDEST_DUE).forEach(invoice -> allocate(payment, invoice, payment.unapplied()));
    }

    /** As much of the amount as the invoice still owes. */
    void allocate(Payment payment, Invoice invoice, long amount) {
        long part = Math.min(amount, invoice.open());
        if (part > 0) {
            Part added = new Part(payment, invoice, part);
            payment.parts.add(added);
            invoice.parts.add(added);
        }
    }

    void undo(Part part) {
        part.active = 0;
    }

    void reverse(Payment payment) {
        payment.parts.forEach(part -> part.active = 0);
        payment.reversed = true;
    }

    /** A credit note; money that is too much now is set free, the newest allocation first. */
    void credit(Invoice invoice, int line, long net) {
        invoice.netLeft[line] -= net;
        invoice.credited += gross(net);
        for (int i = invoice.parts.size() - 1; i >= 0 && invoice.open() < 0; i--) {
            Part part = invoice.parts.get(i);
            part.active -= Math.min(part.active, -invoice.open());
        }
    }

    List<Invoice> owed() {
        return invoices.values().stream().filter(i -> i.open() > 0).toList();
    }

    List<Invoice> invoices() {
        return List.copyOf(invoices.values());
    }

    List<Payment> payments() {
        return List.copyOf(payments);
    }

    /** Active parts of payments that can be addressed by id. */
    List<Part> parts() {
        return payments.stream()
                .filter(p -> !p.id.isEmpty())
                .flatMap(p -> p.parts.stream())
                .filter(part -> part.active > 0)
                .toList();
    }
}
