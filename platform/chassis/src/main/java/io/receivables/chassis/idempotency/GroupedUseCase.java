package io.receivables.chassis.idempotency;

import io.receivables.chassis.tx.PgTx;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** A use case that can be done for many at a time, in one transaction and with few statements. */
public interface GroupedUseCase<T> {
    /** Decides about each, in the order of the list. Any failure undoes the transaction, and each is then done alone. */
    Uni<List<Decision<Reply>>> together(PgTx tx, List<Submission<T>> submissions);

    /** The same for one, with everything that {@link #together} leaves out; refuses by a {@code Problem}. */
    Uni<Reply> alone(PgTx tx, T content);
}
