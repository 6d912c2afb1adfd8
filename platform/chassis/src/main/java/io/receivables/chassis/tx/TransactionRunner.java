package io.receivables.chassis.tx;

import io.receivables.chassis.auth.Caller;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/**
 * Opens transactions of one kind for a caller's tenant. The work may run again after a deadlock, so it must hold no
 * state of its own.
 */
public interface TransactionRunner<T extends Tx> {
    <R> Uni<R> inTenant(Caller caller, Function<T, Uni<R>> work);
}
