package io.receivables.chassis.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.chassis.probe.ServiceDatabase;
import io.receivables.testkit.Awaits;
import io.receivables.testkit.Proxy;
import io.receivables.testkit.ReceivablesTestResource;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections that are gone without a word, as after the loss of a machine or of a network on the way. */
@QuarkusTest
@QuarkusTestResource(
        value = ReceivablesTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "chassis"))
class DatabasePoolIT {
    private static final Duration SILENCE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String BACKEND = "select pg_backend_pid() as pid";

    @Inject
    Vertx vertx;

    private Proxy network;
    private Pool pool;

    @BeforeEach
    void connect() {
        var server = PgConnectOptions.fromUri(setting("reactive.url"))
                .setUser(setting("username"))
                .setPassword(setting("password"));
        network = new Proxy(server.getPort());
        server.setHost("localhost").setPort(network.port());
        pool = Pool.newInstance(new DatabasePool(SILENCE).create(new OneConnection(vertx, server)));
    }

    @AfterEach
    void close() {
        network.close();
        pool.close().await().atMost(PATIENCE);
    }

    @Test
    void aStatementThatIsNotAnsweredFailsAndTheNextOneHasAnotherConnection() {
        var connection = pool.getConnection().await().atMost(PATIENCE);
        int before = backend(connection);
        network.forget();

        assertThat(catchThrowable(() -> backend(connection))).matches(TransientFailures::isUnavailable);
        connection.close().await().atMost(PATIENCE);
        var next = pool.getConnection().await().atMost(PATIENCE);
        assertThat(backend(next)).isNotEqualTo(before);
    }

    @Test
    void theDatabaseEndsATransactionWhoseOwnerIsGone() throws Exception {
        var connection = pool.getConnection().await().atMost(PATIENCE);
        connection.begin().await().atMost(PATIENCE);
        int backend = backend(connection);
        network.forget();

        try (var beside = ServiceDatabase.asApplication("*")) {
            Awaits.untilAsserted(() -> assertThat(ServiceDatabase.number(
                            beside, "select count(*) from pg_stat_activity where pid = " + backend))
                    .as("sessions that may hold locks")
                    .isZero());
        }
    }

    private static int backend(SqlConnection connection) {
        return connection
                .query(BACKEND)
                .execute()
                .map(rows -> rows.iterator().next().getInteger("pid"))
                .await()
                .atMost(PATIENCE);
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue("quarkus.datasource." + name, String.class);
    }

    private record OneConnection(Vertx vertx, PgConnectOptions server) implements PgPoolCreator.Input {
        @Override
        public PoolOptions poolOptions() {
            return new PoolOptions().setMaxSize(1);
        }

        @Override
        public List<PgConnectOptions> pgConnectOptionsList() {
            return List.of(server);
        }
    }
}
