package io.receivables.chassis.tx;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** Tells failures that go away by themselves from failures that will come again. */
public final class TransientFailures {
    private static final Set<String> CONTENTION = Set.of("40001", "40P01");
    /** SQLSTATE classes: connection, insufficient resources, operator intervention, system error; plus lock timeout. */
    private static final Set<String> RESOURCE_CLASSES = Set.of("08", "53", "57", "58");

    private TransientFailures() {}

    /** A deadlock or serialization failure: running the transaction again is enough. */
    public static boolean isContention(Throwable failure) {
        return sqlState(failure).filter(CONTENTION::contains).isPresent();
    }

    /** Database or network is unavailable or overloaded; nothing was decided about the data. */
    public static boolean isUnavailable(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof PgException e) {
                return "55P03".equals(e.getSqlState())
                        || CONTENTION.contains(e.getSqlState())
                        || RESOURCE_CLASSES.contains(e.getSqlState().substring(0, 2));
            }
            if (t instanceof IOException || t instanceof TimeoutException || t instanceof VertxException) {
                return true;
            }
            if ("io.vertx.core.impl.NoStackTraceThrowable".equals(t.getClass().getName())) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> sqlState(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof PgException e) {
                return Optional.of(e.getSqlState());
            }
        }
        return Optional.empty();
    }
}
