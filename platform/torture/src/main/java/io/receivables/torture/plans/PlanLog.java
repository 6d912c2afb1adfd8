package io.receivables.torture.plans;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.ServiceName;
import io.receivables.testkit.ServiceDatabase;
import io.receivables.torture.api.Databases;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The plans of all statements of the services, as executed, while it is open: the database writes them to its log. It reads no table from end
 * to end where any index would do, as it would not with a table that is much larger.
 */
final class PlanLog implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PLAN = " ms  plan:";
    private static final Map<String, String> SETTINGS = Map.of(
            "enable_seqscan", "off",
            "session_preload_libraries", "auto_explain",
            "auto_explain.log_min_duration", "0",
            "auto_explain.log_analyze", "on",
            "auto_explain.log_timing", "off",
            "auto_explain.log_format", "json");

    private final LocalSystem system;
    private final Path log;
    private final long begin;

    private PlanLog(LocalSystem system) throws IOException {
        this.system = system;
        this.log = system.settings().data().resolve("postgres/postgresql.log");
        this.begin = Files.size(log);
    }

    static PlanLog open(LocalSystem system) {
        try {
            PlanLog opened = new PlanLog(system);
            opened.forAll((role, statement) -> {
                for (Map.Entry<String, String> setting : SETTINGS.entrySet()) {
                    statement.execute(
                            "alter role " + role + " set " + setting.getKey() + " = '" + setting.getValue() + "'");
                }
            });
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hands over every plan so far; answers how many there were. */
    long each(Consumer<Plan> consumer) {
        try (InputStream written = Files.newInputStream(log);
                BufferedReader lines = new BufferedReader(new InputStreamReader(written, StandardCharsets.UTF_8))) {
            written.skipNBytes(begin);
            return each(lines, consumer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A plan begins after the line that announces it; its lines, and no others, begin with a tabulator. One that may be unfinished is left out. */
    static long each(BufferedReader lines, Consumer<Plan> consumer) throws IOException {
        long plans = 0;
        StringBuilder plan = null;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (plan != null && line.startsWith("\t")) {
                plan.append(line).append('\n');
                continue;
            }
            if (plan != null) {
                consumer.accept(Plan.of(JSON.readTree(plan.toString())));
                plans++;
            }
            plan = line.endsWith(PLAN) ? new StringBuilder() : null;
        }
        return plans;
    }

    /** The services' connections end with it, because a setting is for new ones; they are made again at once. */
    private void forAll(Change change) {
        for (ServiceName service : ServiceName.values()) {
            ServiceDatabase database = Databases.of(system, service);
            try (Connection connection = database.connectAsSuperUser();
                    Statement statement = connection.createStatement()) {
                change.of(database.appUser(), statement);
                statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = '"
                        + database.appUser() + "'");
            } catch (SQLException e) {
                throw new IllegalStateException(service.id() + ": " + e.getMessage(), e);
            }
        }
    }

    private interface Change {
        void of(String role, Statement statement) throws SQLException;
    }

    @Override
    public void close() {
        forAll((role, statement) -> statement.execute("alter role " + role + " reset all"));
    }
}
