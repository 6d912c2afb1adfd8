package io.receivables.invoicing.billrun;

import static io.receivables.chassis.tx.InOrder.each;

import io.receivables.chassis.problem.CommonProblem;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.rest.Refusals;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Transactions;
import io.receivables.chassis.tx.TransientFailures;
import io.receivables.invoicing.billrun.file.InvoiceLines;
import io.receivables.invoicing.billrun.store.BillRuns;
import io.receivables.invoicing.billrun.store.Portions;
import io.receivables.invoicing.invoice.store.ExternalIdRace;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Takes a run further for some chunks, one transaction each. While the database writes a chunk, the next portion is fetched
 * and read. A chunk that fails for what is in it is halved until the row is found; that row alone is refused.
 */
@ApplicationScoped
class BillRunTurn {
    private static final Logger LOG = Logger.getLogger(BillRunTurn.class);
    private static final int CHUNKS = 20;
    private static final int RACES = 3;

    private final Transactions transactions;
    private final BillRunSteps steps;
    private final Portions portions;
    private final InvoiceLines reader;

    BillRunTurn(Transactions transactions, BillRunSteps steps, Portions portions, InvoiceLines reader) {
        this.transactions = transactions;
        this.steps = steps;
        this.portions = portions;
        this.reader = reader;
    }

    /** Answers whether the tenant may have more to do here. */
    Uni<Boolean> take(BillRuns.InWork run) {
        var atHand = new AtomicReference<>(Optional.<ReadPortion>empty());
        var chunks = new AtomicInteger();
        return Multi.createBy()
                .repeating()
                .uni(() -> chunk(run, atHand))
                .whilst(step -> step instanceof Step.GoOn && chunks.incrementAndGet() < CHUNKS)
                .collect()
                .last()
                .map(step -> !(step instanceof Step.Elsewhere))
                .onFailure(RunElsewhere.class)
                .recoverWithItem(false);
    }

    private Uni<Step> chunk(BillRuns.InWork run, AtomicReference<Optional<ReadPortion>> atHand) {
        var portion = atHand.get();
        return Uni.combine()
                .all()
                .unis(step(run, portion), portion.map(p -> readAhead(run, p)).orElse(nothing()))
                .asTuple()
                .chain(both -> both.getItem1() instanceof Step.GoOn on
                        ? following(run, on.from(), portion, both.getItem2())
                                .invoke(atHand::set)
                                .replaceWith(both.getItem1())
                        : Uni.createFrom().item(both.getItem1()));
    }

    /** The portion to go on with: the same once more, the one that was read meanwhile, or one that is to be fetched. */
    private Uni<Optional<ReadPortion>> following(
            BillRuns.InWork run, int from, Optional<ReadPortion> portion, Optional<ReadPortion> ahead) {
        if (portion.isPresent() && from == portion.get().portion()) {
            return Uni.createFrom().item(portion);
        }
        boolean expected = portion.isPresent() && from == portion.get().portion() + 1;
        return expected ? Uni.createFrom().item(ahead) : read(run, from);
    }

    /** Never fails, because a failure would cancel the transaction beside it; what is not read is read later. */
    private Uni<Optional<ReadPortion>> readAhead(BillRuns.InWork run, ReadPortion portion) {
        return read(run, portion.portion() + 1).onFailure().recoverWithItem(Optional.empty());
    }

    private static Uni<Optional<ReadPortion>> nothing() {
        return Uni.createFrom().item(Optional.empty());
    }

    private Uni<Optional<ReadPortion>> read(BillRuns.InWork run, int from) {
        return in(run, tx -> portions.read(tx, run.id(), from))
                .map(found -> found.map(
                        stored -> new ReadPortion(stored.portion(), reader.read(stored.firstRow(), stored.content()))));
    }

    private Uni<Step> step(BillRuns.InWork run, Optional<ReadPortion> portion) {
        return in(run, tx -> steps.next(tx, run.id(), portion))
                .chain(step -> step instanceof Step.Alone alone
                        ? each(alone.lines(), line -> one(run, line)).replaceWith(again(portion))
                        : Uni.createFrom().item(step))
                .onFailure(failure -> portion.isPresent() && isAboutTheContent(failure))
                .recoverWithUni(failure -> halves(run, portion.get().lines()).replaceWith(again(portion)));
    }

    /** Every row is decided then, so that the portion is only put away. */
    private static Step again(Optional<ReadPortion> portion) {
        return new Step.GoOn(portion.orElseThrow().portion());
    }

    private static boolean isAboutTheContent(Throwable failure) {
        return !(failure instanceof RunElsewhere) && !TransientFailures.isUnavailable(failure);
    }

    private Uni<Void> halves(BillRuns.InWork run, List<InvoiceLines.Read> lines) {
        if (lines.size() == 1) {
            return one(run, lines.get(0));
        }
        int middle = lines.size() / 2;
        return some(run, lines.subList(0, middle)).chain(() -> some(run, lines.subList(middle, lines.size())));
    }

    private Uni<Void> some(BillRuns.InWork run, List<InvoiceLines.Read> lines) {
        return in(run, tx -> steps.some(tx, run.id(), lines))
                .chain(alone -> each(alone, line -> one(run, line)))
                .onFailure(BillRunTurn::isAboutTheContent)
                .recoverWithUni(failure -> halves(run, lines));
    }

    private Uni<Void> one(BillRuns.InWork run, InvoiceLines.Read line) {
        return in(run, tx -> steps.one(tx, run.id(), line))
                .onFailure(ExternalIdRace::lost)
                .retry()
                .atMost(RACES)
                .onFailure(BillRunTurn::isAboutTheContent)
                .recoverWithUni(failure -> {
                    var why = Refusals.of(failure).orElseGet(() -> unexpected(run, line, failure));
                    return in(run, tx -> steps.refuse(tx, run.id(), line, why));
                });
    }

    /** The run goes on; the row is in the list of those that were refused. */
    private static Problem unexpected(BillRuns.InWork run, InvoiceLines.Read line, Throwable failure) {
        LOG.errorf(failure, "Row %d of bill run %s of %s failed", line.row(), run.id(), run.tenant());
        return Problem.of(
                CommonProblem.INTERNAL_ERROR, "Nothing was issued for this row; give bill run and row to support.");
    }

    private <T> Uni<T> in(BillRuns.InWork run, Function<PgTx, Uni<T>> work) {
        return transactions.as(run.tenant(), run.cause(), work);
    }
}
