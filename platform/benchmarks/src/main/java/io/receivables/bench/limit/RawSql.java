package io.receivables.bench.limit;

import io.receivables.local.LocalFailure;
import io.receivables.testkit.ServiceDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The same rows in a minimal schema on the same server, with nothing around them: what any correct implementation must write and index. */
public final class RawSql {

    /** Invoices that are there when payments are measured. */
    private static final int OPEN_INVOICES = 100_000;

    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");
    private static final double MICROS_PER_MILLI = 1000;

    private final Path program;
    private final Map<String, String> environment;
    private final ServiceDatabase database;
    private boolean prepared;

    RawSql(Path program, Map<String, String> environment, ServiceDatabase database) {
        this.program = program;
        this.environment = environment;
        this.database = database;
    }

    /** What one run brought: transactions per second and milliseconds. */
    public record Result(double perSecond, double p50, double p99) {}

    /** Runs one script with so many clients. */
    public synchronized Result run(String script, int clients, Duration duration) {
        prepare();
        try {
            Path folder = Files.createTempDirectory("limit");
            try {
                Path file = folder.resolve(script + ".sql");
                Files.writeString(file, resource(script));
                return run(folder, file, clients, duration);
            } finally {
                io.receivables.local.system.Folders.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs one script for so many documents at once; answers the seconds it took. */
    public synchronized double bulk(String script, int documents) {
        prepare();
        String sql = resource(script).replace(":n", Integer.toString(documents));
        long begin = System.nanoTime();
        execute(sql);
        return (System.nanoTime() - begin) / 1e9;
    }

    private Result run(Path folder, Path file, int clients, Duration duration) throws IOException {
        List<String> command = List.of(
                program.toString(),
                "-n",
                "-M",
                "prepared",
                "-l",
                "--log-prefix=" + folder.resolve("log"),
                "-h",
                database.host(),
                "-p",
                Integer.toString(database.port()),
                "-U",
                database.ownerUser(),
                "-D",
                "n_open=" + OPEN_INVOICES,
                "-T",
                Long.toString(duration.toSeconds()),
                "-c",
                Integer.toString(clients),
                "-j",
                "1",
                "-f",
                file.toString(),
                database.service());
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("PGPASSWORD", database.ownerPassword());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var rate = RATE.matcher(output);
        if (!rate.find() || output.contains("aborted")) {
            throw new LocalFailure("pgbench failed: " + output);
        }
        List<Long> micros = latencies(folder);
        return new Result(Double.parseDouble(rate.group(1)), at(micros, 0.5), at(micros, 0.99));
    }

    /** Exact latencies from the log of every transaction. */
    private static List<Long> latencies(Path folder) throws IOException {
        List<Long> micros = new ArrayList<>();
        try (Stream<Path> logs = Files.list(folder)) {
            for (Path log : logs.filter(f -> f.getFileName().toString().startsWith("log"))
                    .toList()) {
                try (Stream<String> lines = Files.lines(log)) {
                    lines.map(line -> line.split(" ")).forEach(fields -> micros.add(Long.parseLong(fields[2])));
                }
            }
        }
        Collections.sort(micros);
        return micros;
    }

    private static double at(List<Long> sorted, double part) {
        return sorted.isEmpty() ? 0 : sorted.get((int) (part * (sorted.size() - 1))) / MICROS_PER_MILLI;
    }

    /** Takes in a statement file whose entries pay one open invoice each; other scripts find the invoices anew. */
    public synchronized RawStatement.Result statement(byte[] file) {
        prepare(OPEN_INVOICES);
        prepared = false;
        try (Connection connection = database.connectAsOwner()) {
            return RawStatement.take(connection, file);
        } catch (SQLException e) {
            throw new LocalFailure("The statement could not be written: " + e.getMessage(), e);
        }
    }

    /** Plans the next reminder of those 30 of 100 invoices that are due for one; answers the seconds. */
    public synchronized double sweep(int invoices) {
        prepare(invoices);
        prepared = false;
        long begin = System.nanoTime();
        execute(resource("sweep"));
        return (System.nanoTime() - begin) / 1e9;
    }

    private void prepare() {
        if (!prepared) {
            prepare(OPEN_INVOICES);
            prepared = true;
        }
    }

    private void prepare(int invoices) {
        execute(resource("schema"));
        execute(resource("seed").replace(":n", Integer.toString(invoices)));
        execute("vacuum analyze lim.invoice");
    }

    private void execute(String sql) {
        try (Connection connection = database.connectAsOwner();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new LocalFailure("The limit's SQL failed: " + e.getMessage(), e);
        }
    }

    static String resource(String name) {
        try (var in = RawSql.class.getResourceAsStream("/limit/" + name + ".sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
