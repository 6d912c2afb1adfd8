package io.receivables.payment.statement;

import io.receivables.chassis.id.Ids;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.tx.PgTx;
import io.receivables.payment.PaymentProblem;
import io.receivables.payment.statement.model.BankTransaction;
import io.receivables.payment.statement.model.StatementEnd;
import io.receivables.payment.statement.model.StatementEntry;
import io.receivables.payment.statement.model.StatementHeader;
import io.receivables.payment.statement.model.StatementItem;
import io.receivables.payment.statement.store.BankTransactionRepository;
import io.receivables.payment.statement.store.StatementRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** First half of an import: statements and bank transactions, a batch of entries at a time. */
@ApplicationScoped
public class StatementStaging {
    private final StatementRepository statements;
    private final BankTransactionRepository transactions;

    StatementStaging(StatementRepository statements, BankTransactionRepository transactions) {
        this.statements = statements;
        this.transactions = transactions;
    }

    /** Reads the file to its end and writes what it says, without any effect on money. */
    public Uni<StagedImport> stage(PgTx tx, UUID importId, StatementFile file) {
        var staged = new StagedImport(importId);
        return ReadAhead.each(file, items -> write(tx, staged, items)).map(done -> {
            if (!staged.hasStatements()) {
                throw Problem.of(PaymentProblem.STATEMENT_INVALID, "The file holds no statement.");
            }
            return staged;
        });
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
        return transactions
                .insert(tx, batch)
                .invoke(fresh -> {
                    var kept = batch.stream()
                            .filter(t -> fresh.contains(t.transactionId()))
                            .toList();
                    current.totals().addDuplicates(batch.size() - kept.size());
                    kept.forEach(transaction -> keep(staged, current, transaction));
                })
                .replaceWithVoid();
    }

    private static void keep(StagedImport staged, StagedImport.Current current, BankTransaction transaction) {
        switch (transaction.outcome()) {
            case PAYMENT ->
                current.totals().addPayments(transaction.entry().payments().size());
            case RETURN_UNMATCHED -> staged.returned(transaction);
            default -> {
                // kept as it is
            }
        }
    }
}
