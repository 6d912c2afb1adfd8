package io.receivables.chassis.idempotency;

import io.receivables.chassis.auth.CurrentCaller;
import io.receivables.chassis.failpoint.Failpoint;
import io.receivables.chassis.problem.CommonProblem;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.TransactionRunner;
import io.receivables.chassis.tx.Transactions;
import io.receivables.chassis.tx.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runs a command once per Idempotency-Key of a tenant. Key, request hash and reply are rows of the command's own
 * transaction, so there is no moment at which the effect exists without the reply or the reverse. A second sender of
 * the same key waits for the first and gets the same bytes; refusals (4xx) are stored too, failures (5xx) are not.
 */
@ApplicationScoped
public class Commands {
    private static final String CLAIM =
            """
            insert into idempotency_keys (tenant_id, key, operation, request_hash)
            values ($1, $2, $3, decode($4, 'hex')) on conflict do nothing""";
    private static final String COMPLETE =
            """
            update idempotency_keys
               set status = $3, location = cast($4 as text), etag = cast($5 as text), body = $6
             where tenant_id = $1 and key = $2""";
    private static final String LOAD =
            """
            select operation, encode(request_hash, 'hex'), cast(status as text), location, etag, body
              from idempotency_keys where tenant_id = $1 and key = $2""";

    private final Transactions transactions;
    private final CurrentCaller currentCaller;

    Commands(Transactions transactions, CurrentCaller currentCaller) {
        this.transactions = transactions;
        this.currentCaller = currentCaller;
    }

    /**
     * Runs the work in a transaction of the caller's tenant.
     *
     * @param key the Idempotency-Key header
     * @param operation stable name of the operation and its path parameters, for example {@code issueInvoice:<id>}
     * @param request the body as read, part of what must be equal when the key comes again
     */
    public Uni<Response> once(String key, String operation, Object request, Function<PgTx, Uni<Reply>> work) {
        return once(transactions, key, operation, request, work);
    }

    /** The same on another kind of transaction, for example one inside a Hibernate Reactive session. */
    public <T extends Tx> Uni<Response> once(
            TransactionRunner<T> runner, String key, String operation, Object request, Function<T, Uni<Reply>> work) {
        var caller = currentCaller.get();
        var claim = Claim.of(caller, key, operation, request);
        return once(transaction -> runner.inTenant(caller, transaction), claim, work);
    }

    /** Runs what could not be done in a group with others. */
    Uni<Outcome> alone(Claim claim, Function<PgTx, Uni<Reply>> work) {
        return outcome(transaction -> transactions.as(claim.tenant(), claim.cause(), transaction), claim, work);
    }

    private <T extends Tx> Uni<Response> once(Runner<T> runner, Claim claim, Function<T, Uni<Reply>> work) {
        return outcome(runner, claim, work)
                .invoke(() -> Failpoint.reach("command.before-reply"))
                .map(Outcome::toResponse);
    }

    private <T extends Tx> Uni<Outcome> outcome(Runner<T> runner, Claim claim, Function<T, Uni<Reply>> work) {
        return runner.run(tx -> claimed(tx, claim)
                        .invoke(() -> Failpoint.reach("command.after-claim"))
                        .chain(first -> first
                                ? work.apply(tx)
                                        .invoke(() -> Failpoint.reach("command.after-effect"))
                                        .call(reply -> complete(tx, claim, reply))
                                        .map(r -> new Outcome(r, false))
                                : load(tx, claim).map(r -> new Outcome(r, true))))
                .onFailure(Commands::isDecision)
                .recoverWithUni(refusal -> remember(runner, claim, (Problem) refusal));
    }

    private static boolean isDecision(Throwable failure) {
        return failure instanceof Problem problem
                && problem.status() < 500
                && problem.code() != CommonProblem.IDEMPOTENCY_KEY_REUSED;
    }

    /** Stores a refusal after its transaction was rolled back; whoever stored a reply first wins. */
    private <T extends Tx> Uni<Outcome> remember(Runner<T> runner, Claim claim, Problem refusal) {
        var reply = claim.refusal(refusal);
        return runner.run(tx -> claimed(tx, claim)
                .chain(first -> first
                        ? complete(tx, claim, reply).replaceWith(new Outcome(reply, false))
                        : load(tx, claim).map(r -> new Outcome(r, true))));
    }

    private static Uni<Boolean> claimed(Tx tx, Claim claim) {
        return tx.execute(CLAIM, tx.tenant(), claim.key(), claim.operation(), claim.hash())
                .map(rows -> rows == 1);
    }

    private static Uni<Integer> complete(Tx tx, Claim claim, Reply reply) {
        return tx.execute(
                COMPLETE,
                tx.tenant(),
                claim.key(),
                (short) reply.status(),
                reply.location().orElse(null),
                reply.etag().orElse(null),
                reply.body());
    }

    private static Uni<Reply> load(Tx tx, Claim claim) {
        return tx.firstRow(LOAD, tx.tenant(), claim.key()).map(found -> {
            var row = found.orElseThrow();
            claim.requireSame(row.get(0), row.get(1));
            return new Reply(
                    Integer.parseInt(row.get(2)),
                    Optional.ofNullable(row.get(3)),
                    Optional.ofNullable(row.get(4)),
                    row.get(5));
        });
    }

    /** Opens the transactions of one command. */
    private interface Runner<T extends Tx> {
        Uni<Outcome> run(Function<T, Uni<Outcome>> transaction);
    }
}
