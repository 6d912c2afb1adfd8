package io.receivables.torture.ledger;

import io.receivables.local.LocalFailure;
import io.receivables.local.system.ServiceName;
import io.receivables.torture.Finding;
import io.receivables.torture.history.Client;
import io.receivables.torture.history.Pauses;
import io.receivables.torture.ledger.Book.Invoice;
import io.receivables.torture.world.Cents;
import io.receivables.torture.world.Ground;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A customer's life of random commands, one after the other, each known to the book before the next. After every command payment-service must
 * come to owe what the book says.
 */
final class Sequence {

    private static final Duration AGREEMENT = Duration.ofSeconds(120);

    private final String name;
    private final Client client;
    private final SplittableRandom random;
    private final Book book = new Book();
    private final Debtor debtor;
    private final List<Finding> findings = new ArrayList<>();
    private int commands;

    Sequence(String name, Ground ground, SplittableRandom random) {
        this.name = name;
        this.client = ground.client();
        this.random = random;
        this.debtor = new Debtor(name, ground, book, random);
    }

    /** Plays so many commands; stops at the first disagreement. */
    Outcome play(int length) {
        try {
            while (commands < length && findings.isEmpty()) {
                step();
                findings.addAll(debtor.findings());
                debtor.next();
                commands++;
                agree();
            }
        } catch (LocalFailure e) {
            findings.add(Finding.of("sequence " + name, e.getMessage()));
        }
        return Outcome.of(client.tenant(), book, findings);
    }

    private void step() {
        List<Invoice> owed = book.owed();
        int draw = random.nextInt(100);
        if (owed.isEmpty() || draw < 25) {
            debtor.issue();
        } else if (draw < 40) {
            Invoice invoice = debtor.any(owed);
            debtor.payNamed(List.of(invoice), invoice.open());
        } else if (draw < 52) {
            Invoice invoice = debtor.any(owed);
            debtor.payNamed(List.of(invoice), 1 + random.nextLong(invoice.open()));
        } else if (draw < 60) {
            debtor.payByText(owed);
        } else if (draw < 66) {
            debtor.payOldest();
        } else if (draw < 72) {
            debtor.bankFile(owed);
        } else if (draw < 80) {
            debtor.credit();
        } else if (draw < 88) {
            debtor.undo();
        } else if (draw < 94) {
            debtor.allocateByHand(owed);
        } else {
            debtor.reverse();
        }
    }

    /** Waits until payment-service says of each invoice what the book says; a credit note can leave the open amount as it was. */
    private void agree() {
        Map<String, String> expected = new HashMap<>();
        book.invoices().forEach(i -> expected.put(i.id, owes(i.open(), i.credited)));
        Map<String, String> found = new HashMap<>();
        boolean agreed = Pauses.until(AGREEMENT, () -> {
            found.clear();
            client.all(ServiceName.PAYMENT, "/v1/open-items?customerId=" + debtor.customerId())
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
}
