package io.receivables.payment.statement;

import io.receivables.chassis.tx.PgTx;
import io.receivables.payment.payment.AllocationEngine;
import io.receivables.payment.payment.ReleaseService;
import io.receivables.payment.payment.Reversal;
import io.receivables.payment.payment.store.PaymentQueries;
import io.receivables.payment.statement.model.BankTransaction;
import io.receivables.payment.statement.model.StatementEntry;
import io.receivables.payment.statement.store.BankTransactionRepository;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Second half of an import, behind the closed money gate: allocates what came in, then takes back what was returned. */
@ApplicationScoped
public class StatementSettlement {
    private static final int BATCH = 500;

    private final PaymentQueries payments;
    private final AllocationEngine engine;
    private final ReleaseService releases;
    private final BankTransactionRepository transactions;

    StatementSettlement(
            PaymentQueries payments,
            AllocationEngine engine,
            ReleaseService releases,
            BankTransactionRepository transactions) {
        this.payments = payments;
        this.engine = engine;
        this.releases = releases;
        this.transactions = transactions;
    }

    Uni<Void> settle(PgTx tx, StagedImport staged) {
        return each(staged.imported(), statement -> allocate(tx, statement))
                .chain(() -> each(staged.returns(), transaction -> takeBack(tx, transaction)));
    }

    private Uni<Void> allocate(PgTx tx, UUID statementId) {
        var last = new AtomicReference<Optional<UUID>>(Optional.empty());
        return Multi.createBy()
                .repeating()
                .uni(() -> payments.ofStatement(tx, statementId, last.get(), BATCH)
                        .call(page -> {
                            if (page.isEmpty()) {
                                return Uni.createFrom().voidItem();
                            }
                            last.set(Optional.of(page.get(page.size() - 1).paymentId()));
                            return engine.allocateNew(tx, page).replaceWithVoid();
                        }))
                .whilst(page -> page.size() == BATCH)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> takeBack(PgTx tx, BankTransaction transaction) {
        return each(transaction.entry().parts(), part -> takeBack(tx, transaction, part));
    }

    /** A return takes back the one payment of its amount that it refers to; anything less certain is left to people. */
    private Uni<Void> takeBack(PgTx tx, BankTransaction transaction, StatementEntry.Part part) {
        var references = new HashSet<>(part.detail().references());
        part.detail().endToEndId().ifPresent(references::add);
        transaction.entry().reference().ifPresent(references::add);
        return transactions
                .paymentReturnedBy(tx, transaction.account(), part.amount(), references)
                .chain(found -> found.map(
                                paymentId -> releases.reverseInside(tx, paymentId, reversal(transaction, part))
                                        .chain(() -> transactions.matched(tx, transaction.transactionId(), paymentId)))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private static Reversal reversal(BankTransaction transaction, StatementEntry.Part part) {
        var code = part.detail().returnReasonCode();
        return new Reversal(
                "returned by the bank" + code.map(c -> " (" + c + ")").orElse(""),
                code,
                transaction.entry().bookingDate());
    }

    private static <T> Uni<Void> each(List<T> items, Function<T, Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(work::apply)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
