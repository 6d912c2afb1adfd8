package io.receivables.chassis.tx;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * The connections of the reactive client. Each keeps what it has prepared, statements of any length among them: the client's own
 * limit of 2,048 characters has the longest, which write most, parsed and planned each time, for a round trip more.
 */
@Singleton
public class DatabasePool implements PgPoolCreator {
    private static final int LONGEST_STATEMENT = 64 * 1024;

    @Override
    public Pool create(Input input) {
        input.pgConnectOptionsList().forEach(server -> server.setPreparedStatementCacheSqlLimit(LONGEST_STATEMENT));
        return PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(List.copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }
}
