package io.receivables.payment.statement;

import io.receivables.chassis.id.Ids;
import io.receivables.chassis.offloop.OffLoop;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.tx.PgTx;
import io.receivables.payment.PaymentProblem;
import io.receivables.payment.events.PaymentMethod;
import io.receivables.payment.events.PaymentSource;
import io.receivables.payment.payer.PayerDirectory;
import io.receivables.payment.payment.PaymentEvents;
import io.receivables.payment.payment.model.Payment;
import io.receivables.payment.payment.model.PaymentBalance;
import io.receivables.payment.payment.model.PaymentDetails;
import io.receivables.payment.payment.model.PaymentDetails.StatementOrigin;
import io.receivables.payment.payment.store.PaymentRepository;
import io.receivables.payment.statement.model.BankTransaction;
import io.receivables.payment.statement.model.StatementEnd;
import io.receivables.payment.statement.model.StatementEntry;
import io.receivables.payment.statement.model.StatementHeader;
import io.receivables.payment.statement.model.StatementItem;
import io.receivables.payment.statement.store.BankTransactionRepository;
import io.receivables.payment.statement.store.StatementRepository;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** First half of an import: statements, bank transactions and unallocated payments, a batch of entries at a time. */
@ApplicationScoped
public class StatementStaging {
    private static final int BATCH = 500;

    private final StatementRepository statements;
    private final BankTransactionRepository transactions;
    private final PaymentRepository payments;
    private final PaymentEvents events;
    private final PayerDirectory payers;

    StatementStaging(
            StatementRepository statements,
            BankTransactionRepository transactions,
            PaymentRepository payments,
            PaymentEvents events,
            PayerDirectory payers) {
        this.statements = statements;
        this.transactions = transactions;
        this.payments = payments;
        this.events = events;
        this.payers = payers;
    }

    /** Reads the file to its end and writes what it says; the file is read off the event loop. */
    public Uni<StagedImport> stage(PgTx tx, UUID importId, StatementReader reader) {
        var staged = new StagedImport(importId);
        return Multi.createBy()
                .repeating()
                .uni(() -> OffLoop.run(() -> read(reader)).call(items -> write(tx, staged, items)))
                .whilst(items -> !items.isEmpty())
                .collect()
                .last()
                .map(done -> {
                    if (!staged.hasStatements()) {
                        throw Problem.of(PaymentProblem.STATEMENT_INVALID, "The file holds no statement.");
                    }
                    return staged;
                });
    }

    /** Up to a batch of entries of one statement, or one header or end. */
    private static List<StatementItem> read(StatementReader reader) {
        var items = new ArrayList<StatementItem>();
        while (items.size() < BATCH) {
            var item = reader.next();
            if (item.isEmpty()) {
                break;
            }
            items.add(item.get());
            if (!(item.get() instanceof StatementEntry)) {
                break;
            }
        }
        return items;
    }

    private Uni<Void> write(PgTx tx, StagedImport staged, List<StatementItem> items) {
        var entries = new ArrayList<StatementEntry>();
        Uni<Void> after = Uni.createFrom().voidItem();
        for (var item : items) {
            if (item instanceof StatementEntry entry) {
                entries.add(entry);
            } else if (item instanceof StatementHeader header) {
                after = open(tx, staged, header);
            } else if (item instanceof StatementEnd end) {
                after = Uni.createFrom().deferred(() -> close(tx, staged, end));
            }
        }
        var then = after;
        return (entries.isEmpty() ? Uni.createFrom().voidItem() : entries(tx, staged, entries)).chain(() -> then);
    }

    private Uni<Void> open(PgTx tx, StagedImport staged, StatementHeader header) {
        var statementId = Ids.next();
        return statements
                .openStatement(tx, statementId, staged.importId(), header)
                .chain(isNew -> {
                    if (isNew) {
                        staged.open(statementId, header);
                        return Uni.createFrom().voidItem();
                    }
                    return statements
                            .byIdentity(tx, header.identity())
                            .invoke(known -> staged.skip(known.orElseThrow()))
                            .replaceWithVoid();
                });
    }

    private Uni<Void> close(PgTx tx, StagedImport staged, StatementEnd end) {
        return staged.current()
                .map(current -> statements
                        .closeStatement(tx, current.statementId(), end, current.totals())
                        .invoke(staged::closed))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> entries(PgTx tx, StagedImport staged, List<StatementEntry> entries) {
        if (staged.current().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var current = staged.current().get();
        var batch = entries.stream().map(current::transaction).toList();
        return transactions.insert(tx, batch).chain(fresh -> {
            var kept = batch.stream()
                    .filter(t -> fresh.contains(t.transactionId()))
                    .toList();
            current.totals().addDuplicates(batch.size() - kept.size());
            kept.stream()
                    .filter(t -> t.outcome() == BankTransaction.Outcome.RETURN_UNMATCHED)
                    .forEach(staged::returned);
            return payments(
                            tx,
                            kept.stream()
                                    .filter(t -> t.outcome() == BankTransaction.Outcome.PAYMENT)
                                    .toList())
                    .invoke(current.totals()::addPayments)
                    .replaceWithVoid();
        });
    }

    private Uni<Integer> payments(PgTx tx, List<BankTransaction> incoming) {
        if (incoming.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        var ibans = new HashSet<String>();
        incoming.forEach(t ->
                t.entry().parts().forEach(p -> p.detail().counterpartyIban().ifPresent(ibans::add)));
        return payers.customersOf(tx, ibans).chain(customers -> {
            List<Payment> made = incoming.stream()
                    .flatMap(t -> t.entry().parts().stream().map(part -> payment(tx, t, part, customers)))
                    .toList();
            return payments.insert(tx, made)
                    .chain(() -> events.publish(
                            tx, made.stream().map(PaymentEvents::received).toList()))
                    .replaceWith(made.size());
        });
    }

    private static Payment payment(
            PgTx tx, BankTransaction transaction, StatementEntry.Part part, Map<String, UUID> customers) {
        var detail = part.detail();
        var details = new PaymentDetails(
                PaymentMethod.BANK_TRANSFER,
                PaymentSource.STATEMENT,
                transaction.entry().bookingDate(),
                transaction.entry().valueDate(),
                detail.counterpartyName(),
                detail.counterpartyIban(),
                detail.structuredReference(),
                detail.remittanceInformation(),
                detail.endToEndId(),
                Optional.empty(),
                Optional.of(new StatementOrigin(
                        transaction.statementId(),
                        transaction.transactionId(),
                        transaction.entry().reference())));
        return new Payment(
                Ids.next(),
                details,
                PaymentBalance.received(part.amount()),
                detail.counterpartyIban().map(customers::get),
                Optional.empty(),
                "",
                tx.cause().actor(),
                tx.now(),
                1);
    }
}
