package io.receivables.chassis.tx;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The connections of the reactive client. Each keeps what it has prepared, statements of any length among them: the client's own
 * limit of 2,048 characters has the longest, which write most, parsed and planned each time, for a round trip more.
 *
 * <p>A connection on which nothing comes any more is given up by both sides. Where the network or the other machine is gone nobody says so,
 * and whoever waits for an answer, or holds a lock for somebody who is not there, would do so for hours.
 */
@Singleton
public class DatabasePool implements PgPoolCreator {
    private static final int LONGEST_STATEMENT = 64 * 1024;

    private final Duration silence;

    /** @param silence how long nothing may come on a connection: a statement has about half of it at least, a transaction all of it until its next one */
    DatabasePool(@ConfigProperty(name = "receivables.database.silence") Duration silence) {
        this.silence = silence;
    }

    @Override
    public Pool create(Input input) {
        int millis = Math.toIntExact(silence.toMillis());
        input.pgConnectOptionsList().forEach(server -> configure(server, millis));
        // So that whoever gets a connection has about half of the time for its statement.
        input.poolOptions().setIdleTimeout(millis / 2).setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        return PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(List.copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }

    /** An idle session ends here first, so that no statement is sent on one that the database is about to end. */
    private static void configure(PgConnectOptions server, int millis) {
        server.setPreparedStatementCacheSqlLimit(LONGEST_STATEMENT);
        server.setTcpKeepAlive(true);
        server.setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        server.setReadIdleTimeout(millis);
        server.addProperty("idle_in_transaction_session_timeout", Integer.toString(millis));
        server.addProperty("idle_session_timeout", Long.toString(2L * millis));
    }
}
