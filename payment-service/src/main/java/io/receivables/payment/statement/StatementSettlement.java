package io.receivables.payment.statement;

import static io.receivables.chassis.tx.InOrder.each;
import static io.receivables.chassis.tx.InOrder.slices;

import io.receivables.chassis.tx.PgTx;
import io.receivables.payment.payment.AllocationEngine;
import io.receivables.payment.payment.ReleaseService;
import io.receivables.payment.payment.Reversal;
import io.receivables.payment.statement.model.BankTransaction;
import io.receivables.payment.statement.model.StatementEntry;
import io.receivables.payment.statement.model.StatementHeader;
import io.receivables.payment.statement.model.StatementItem;
import io.receivables.payment.statement.store.BankTransactionRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Second half of an import, behind the closed money gate: records and allocates what came in, then takes back what was returned. */
@ApplicationScoped
public class StatementSettlement {
    /** Payments that are matched and written together, whether they are of many entries or of one. */
    private static final int SLICE = 1000;

    private final StatementPayments payments;
    private final AllocationEngine engine;
    private final ReleaseService releases;
    private final BankTransactionRepository transactions;

    StatementSettlement(
            StatementPayments payments,
            AllocationEngine engine,
            ReleaseService releases,
            BankTransactionRepository transactions) {
        this.payments = payments;
        this.engine = engine;
        this.releases = releases;
        this.transactions = transactions;
    }

    /** Where in the file the second reading is. */
    private static final class Place {
        private final StagedImport staged;
        private Optional<UUID> statement = Optional.empty();
        private int statements;
        private int entries;

        private Place(StagedImport staged) {
            this.staged = staged;
        }

        private void nextStatement() {
            statement = staged.statement(statements++);
            entries = 0;
        }
    }

    Uni<Void> settle(PgTx tx, StagedImport staged, StatementFile file) {
        var place = new Place(staged);
        return ReadAhead.each(file, items -> record(tx, place, items))
                .chain(() -> each(staged.returns(), transaction -> takeBack(tx, transaction)));
    }

    private Uni<Void> record(PgTx tx, Place place, List<StatementItem> items) {
        var entries = new ArrayList<StatementEntry>();
        boolean header = false;
        for (var item : items) {
            if (item instanceof StatementEntry entry) {
                entries.add(entry);
            } else {
                header |= item instanceof StatementHeader;
            }
        }
        var recorded = recordEntries(tx, place, entries);
        return header ? recorded.invoke(done -> place.nextStatement()) : recorded;
    }

    private Uni<Void> recordEntries(PgTx tx, Place place, List<StatementEntry> entries) {
        if (entries.isEmpty() || place.statement.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        int first = place.entries + 1;
        place.entries += entries.size();
        return payments.of(tx, place.statement.get(), first, entries)
                .chain(made -> each(slices(made, SLICE), slice -> engine.allocateNew(tx, slice)
                        .replaceWithVoid()));
    }

    private Uni<Void> takeBack(PgTx tx, BankTransaction transaction) {
        var returns = transaction.entry().returns();
        var reversed = new ArrayList<UUID>();
        return each(returns, part -> takeBack(tx, transaction, part)
                        .invoke(found -> found.ifPresent(reversed::add))
                        .replaceWithVoid())
                .chain(() -> reversed.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : transactions.matched(
                                tx, transaction.transactionId(), reversed, reversed.size() == returns.size()));
    }

    /** A return takes back the one payment of its amount that it refers to; anything less certain is left to people. */
    private Uni<Optional<UUID>> takeBack(PgTx tx, BankTransaction transaction, StatementEntry.Part part) {
        var references = new HashSet<>(part.detail().references());
        part.detail().endToEndId().ifPresent(references::add);
        transaction.entry().reference().ifPresent(references::add);
        return transactions
                .paymentReturnedBy(tx, transaction.account(), part.amount(), references)
                .call(found -> found.isPresent()
                        ? releases.reverseInside(tx, found.get(), reversal(transaction, part))
                        : Uni.createFrom().voidItem());
    }

    private static Reversal reversal(BankTransaction transaction, StatementEntry.Part part) {
        var code = part.detail().returnReasonCode();
        return new Reversal(
                "returned by the bank" + code.map(c -> " (" + c + ")").orElse(""),
                code,
                transaction.entry().bookingDate());
    }
}
