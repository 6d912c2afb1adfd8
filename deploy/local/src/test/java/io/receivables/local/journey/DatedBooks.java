package io.receivables.local.journey;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Books of a journey's own, by hand-written rules: what is owed and what is unapplied as of any day. */
final class DatedBooks {

    private final List<Invoice> invoices = new ArrayList<>();
    private final List<Payment> payments = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private final TreeMap<LocalDate, BigDecimal> balance = new TreeMap<>();

    /** An invoice of a customer who has no other. */
    static final class Invoice {
        String id;
        String customerId;
        String reference;
        LocalDate issued;
        BigDecimal half;
        BigDecimal open;
        int credits;
        LocalDate owedAgain = LocalDate.MIN;
        final TreeMap<LocalDate, BigDecimal> owed = new TreeMap<>();
    }

    static final class Payment {
        String id;
        LocalDate booked;
        BigDecimal amount;
        BigDecimal free;
        LocalDate freeAgain = LocalDate.MIN;
        boolean returned;
        final TreeMap<LocalDate, BigDecimal> unapplied = new TreeMap<>();
    }

    /** A part of a payment on an invoice; {@code index} counts the parts of the payment. */
    static final class Part {
        Payment payment;
        Invoice invoice;
        int index;
        LocalDate from;
        BigDecimal amount;
    }

    List<Invoice> invoices() {
        return invoices;
    }

    List<Payment> payments() {
        return payments;
    }

    /** Parts that still count. */
    List<Part> parts() {
        return parts.stream().filter(p -> p.amount.signum() > 0).toList();
    }

    void issue(Invoice invoice) {
        invoices.add(invoice);
        add(invoice.owed, invoice.issued, invoice.open);
        add(balance, invoice.issued, invoice.open);
    }

    void receive(Payment payment, Invoice named) {
        payments.add(payment);
        payment.free = payment.amount;
        add(payment.unapplied, payment.booked, payment.amount);
        add(balance, payment.booked, payment.amount.negate());
        allocate(payment, named, payment.free.min(named.open), LocalDate.MIN);
    }

    /** Answers from which day it counts. */
    LocalDate allocate(Payment payment, Invoice invoice, BigDecimal amount, LocalDate today) {
        var from = latest(payment.booked, invoice.issued, payment.freeAgain, invoice.owedAgain, today);
        if (amount.signum() > 0) {
            var part = new Part();
            part.payment = payment;
            part.invoice = invoice;
            part.index = (int) parts.stream().filter(p -> p.payment == payment).count();
            part.from = from;
            part.amount = amount;
            parts.add(part);
            payment.free = payment.free.subtract(amount);
            invoice.open = invoice.open.subtract(amount);
            add(payment.unapplied, from, amount.negate());
            add(invoice.owed, from, amount.negate());
        }
        return from;
    }

    void undo(Part part, LocalDate today) {
        var day = latest(today, part.from);
        part.invoice.open = part.invoice.open.add(part.amount);
        part.invoice.owedAgain = latest(part.invoice.owedAgain, day);
        add(part.invoice.owed, day, part.amount);
        release(part, part.amount, day);
    }

    private void release(Part part, BigDecimal amount, LocalDate day) {
        part.amount = part.amount.subtract(amount);
        part.payment.free = part.payment.free.add(amount);
        part.payment.freeAgain = latest(part.payment.freeAgain, day);
        add(part.payment.unapplied, day, amount);
    }

    /** Half of the invoice is credited today; what is paid too much then is set free, the newest part first. */
    void credit(Invoice invoice, LocalDate today) {
        invoice.credits++;
        add(balance, today, invoice.half.negate());
        add(invoice.owed, today, invoice.open.min(invoice.half).negate());
        var tooMuch = invoice.half.subtract(invoice.open).max(BigDecimal.ZERO);
        invoice.open = invoice.open.subtract(invoice.half).max(BigDecimal.ZERO);
        var newestFirst = new ArrayList<>(parts());
        Collections.reverse(newestFirst);
        for (var part : newestFirst) {
            if (part.invoice == invoice && tooMuch.signum() > 0) {
                var amount = tooMuch.min(part.amount);
                release(part, amount, today);
                tooMuch = tooMuch.subtract(amount);
            }
        }
    }

    void takeBack(Payment payment, LocalDate booked) {
        payment.returned = true;
        var own = parts().stream().filter(p -> p.payment == payment).toList();
        var day = latest(booked, payment.booked, payment.freeAgain);
        for (var part : own) {
            day = latest(day, part.from);
        }
        for (var part : own) {
            undo(part, day);
        }
        add(payment.unapplied, day, payment.amount.negate());
        add(balance, day, payment.amount);
        payment.free = BigDecimal.ZERO;
    }

    /** Everything invoiced and not credited, less everything received and not returned: no allocation can change it. */
    BigDecimal balanceOn(LocalDate day) {
        return on(balance, day);
    }

    BigDecimal unappliedOn(LocalDate day) {
        return payments.stream().map(p -> on(p.unapplied, day)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    static BigDecimal on(TreeMap<LocalDate, BigDecimal> movements, LocalDate day) {
        return movements.headMap(day, true).values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static void add(TreeMap<LocalDate, BigDecimal> movements, LocalDate day, BigDecimal amount) {
        movements.merge(day, amount, BigDecimal::add);
    }

    private static LocalDate latest(LocalDate... days) {
        return Stream.of(days).max(LocalDate::compareTo).orElseThrow();
    }
}
