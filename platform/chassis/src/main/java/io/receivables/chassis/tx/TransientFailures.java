package io.receivables.chassis.tx;

import com.fasterxml.jackson.core.JacksonException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** Tells failures that go away by themselves from failures that will come again. */
public final class TransientFailures {
    private static final String SERIALIZATION_FAILURE = "40001";
    private static final Set<String> CONTENTION = Set.of(SERIALIZATION_FAILURE, "40P01");
    private static final Set<String> IN_THE_WAY = Set.of(SERIALIZATION_FAILURE, "40P01", "55P03", "57014");
    /** SQLSTATE classes: connection, insufficient resources, operator intervention, system error; plus lock timeout. */
    private static final Set<String> RESOURCE_CLASSES = Set.of("08", "53", "57", "58");

    private TransientFailures() {}

    /** A deadlock or serialization failure: running the transaction again is enough. */
    public static boolean isContention(Throwable failure) {
        return sqlState(failure).filter(CONTENTION::contains).isPresent();
    }

    /** Somebody else was in the way: a lock, a deadlock, or a statement that took too long. Others may have better luck. */
    public static boolean isInTheWay(Throwable failure) {
        return sqlState(failure).filter(IN_THE_WAY::contains).isPresent();
    }

    /** Database or network is unavailable or overloaded; nothing was decided about the data. */
    public static boolean isUnavailable(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            var state = stateOf(t);
            if (state.isPresent()) {
                return "55P03".equals(state.get())
                        || CONTENTION.contains(state.get())
                        || RESOURCE_CLASSES.contains(state.get().substring(0, 2));
            }
            if (t instanceof JacksonException
                    || t instanceof CharConversionException
                    || t instanceof CharacterCodingException) {
                return false;
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

    /** The database cannot represent a value (a date beyond its calendar, a zero character): sending it again is of no use. */
    public static boolean isAboutAValue(Throwable failure) {
        return sqlState(failure).filter(state -> state.startsWith("22")).isPresent();
    }

    private static Optional<String> sqlState(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            var state = stateOf(t);
            if (state.isPresent()) {
                return state;
            }
        }
        return Optional.empty();
    }

    /** Hibernate Reactive turns the PostgreSQL client's exception into a {@link SQLException} and drops the original. */
    private static Optional<String> stateOf(Throwable failure) {
        if (failure instanceof ContentionException) {
            return Optional.of(SERIALIZATION_FAILURE);
        }
        if (failure instanceof PgException e) {
            return Optional.ofNullable(e.getSqlState());
        }
        return failure instanceof SQLException e
                ? Optional.ofNullable(e.getSQLState()).filter(state -> state.length() == 5)
                : Optional.empty();
    }
}
