package io.receivables.torture.ledger;

import io.receivables.torture.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a book says at the end of a sequence. Thousands of these are kept until the last sequence has ended, so it holds nothing but what is
 * compared then.
 *
 * @param open what is open on each invoice in cents
 */
record Outcome(String tenant, Map<String, Long> open, List<Money> payments, List<Finding> findings) {

    /**
     * A payment in cents.
     *
     * @param id its id, or the end-to-end id when only a bank file knows it
     */
    record Money(String id, long amount, long allocated, long unapplied, boolean reversed) {

        static Money of(Book.Payment payment) {
            return new Money(
                    payment.id.isEmpty() ? payment.endToEndId : payment.id,
                    payment.amount,
                    payment.allocated(),
                    payment.unapplied(),
                    payment.reversed);
        }
    }

    static Outcome of(String tenant, Book book, List<Finding> findings) {
        Map<String, Long> open = new HashMap<>();
        book.invoices().forEach(invoice -> open.put(invoice.id, invoice.open()));
        List<Money> payments = new ArrayList<>();
        book.payments().forEach(payment -> payments.add(Money.of(payment)));
        return new Outcome(tenant, open, List.copyOf(payments), List.copyOf(findings));
    }

    /** A sequence that could not go on. */
    static Outcome failed(String tenant, Finding why) {
        return new Outcome(tenant, Map.of(), List.of(), List.of(why));
    }
}
