package io.receivables.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerIT {

    @TempDir
    Path folder;

    @Test
    void theApplicationRoleReadsAndWritesRowsOfTheOwnersTablesButOwnsNothing() throws SQLException {
        try (PostgresServer server = PostgresServer.startTemporary()) {
            ServiceDatabase database = server.createServiceDatabase("payment");
            server.createServiceDatabase("payment");

            try (Connection owner = database.connectAsOwner()) {
                run(owner, "create table things (id bigserial primary key, tenant_id text not null)");
                run(owner, "create function twice(n int) returns int language sql as 'select n * 2'");
                run(owner, "revoke execute on function twice(int) from public");
                run(owner, "alter table things enable row level security");
                run(owner, "alter table things force row level security");
                run(owner, "create policy tenant on things using (tenant_id = current_setting('app.tenant', true))");
            }
            try (Connection app = database.connectAsApp()) {
                app.setAutoCommit(false);
                run(app, "select set_config('app.tenant', 'acme', true)");
                run(app, "insert into things (tenant_id) values ('acme')");
                assertThat(number(app, "select count(*) from things")).isEqualTo(1);
                assertThat(number(app, "select twice(21)")).isEqualTo(42);
                run(app, "select set_config('app.tenant', 'other', true)");
                assertThat(number(app, "select count(*) from things")).isZero();
                assertThatThrownBy(() -> run(app, "insert into things (tenant_id) values ('acme')"))
                        .hasMessageContaining("row-level security");
                app.rollback();
                assertThatThrownBy(() -> run(app, "alter table things disable row level security"))
                        .hasMessageContaining("must be owner");
                app.rollback();
                assertThatThrownBy(() -> run(app, "create table mine (id int)"))
                        .hasMessageContaining("permission denied for schema public");
            }
        }
    }

    @Test
    void aPersistentServerContinuesWhereItStoppedAndIsDurable() throws SQLException {
        try (PostgresServer first = PostgresServer.startPersistent(folder.resolve("pg"), 0)) {
            try (Connection owner = first.createServiceDatabase("payment").connectAsOwner()) {
                run(owner, "create table kept (id int)");
                run(owner, "insert into kept values (7)");
                assertThat(text(owner, "show fsync")).isEqualTo("on");
                assertThat(text(owner, "show synchronous_commit")).isEqualTo("on");
            }
        }
        try (PostgresServer second = PostgresServer.startPersistent(folder.resolve("pg"), 0);
                Connection app = second.createServiceDatabase("payment").connectAsApp()) {
            assertThat(number(app, "select id from kept")).isEqualTo(7);
        }
    }

    @Test
    void aServerLeftBehindByAKilledProcessIsReplaced() throws Exception {
        Process killed = ChildJvm.start(
                ForgottenServer.class,
                folder.resolve("out.txt"),
                folder.resolve("pg").toString());
        assertThat(killed.waitFor())
                .as(Files.readString(folder.resolve("out.txt")))
                .isEqualTo(3);
        Path pidFile = folder.resolve("pg/data/postmaster.pid");
        long forgotten = Long.parseLong(Files.readAllLines(pidFile).get(0));
        assertThat(ProcessHandle.of(forgotten)).isPresent();

        try (PostgresServer next = PostgresServer.startPersistent(folder.resolve("pg"), 0);
                Connection app = next.createServiceDatabase("payment").connectAsApp()) {
            assertThat(number(app, "select 1")).isEqualTo(1);
            assertThat(Long.parseLong(Files.readAllLines(pidFile).get(0))).isNotEqualTo(forgotten);
        }
    }

    @Test
    void aTakenPortIsOneClearSentence() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> PostgresServer.startPersistent(folder.resolve("pg"), taken.getLocalPort()))
                    .hasMessage("PostgreSQL cannot start: port " + taken.getLocalPort() + " is in use.");
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        return Long.parseLong(text(connection, sql));
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
