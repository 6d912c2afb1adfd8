package io.receivables.bench.limit;

import io.receivables.local.LocalFailure;
import io.receivables.local.system.LocalSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** PostgreSQL's own load generator: the one on this machine, or the one of a Debian package that is unpacked without being installed. */
public final class PgBench {

    private static final List<String> PACKAGES = List.of("postgresql-15", "libpq5");

    private final Path program;
    private final Map<String, String> environment;

    private PgBench(Path program, Map<String, String> environment) {
        this.program = program;
        this.environment = environment;
    }

    public static PgBench find(Path folder) {
        return installed().map(found -> new PgBench(found, Map.of())).orElseGet(() -> unpacked(folder));
    }

    /** The one behind Debian's wrapper, which would pick a version by itself. */
    private static java.util.Optional<Path> installed() {
        Stream<Path> debian = children(Path.of("/usr/lib/postgresql")).map(version -> version.resolve("bin"));
        Stream<Path> others = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(":"))
                .map(Path::of);
        return Stream.concat(debian, others)
                .map(bin -> bin.resolve("pgbench"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Stream<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList().stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static PgBench unpacked(Path folder) {
        Path program = folder.resolve("usr/lib/postgresql/15/bin/pgbench");
        if (!Files.isExecutable(program)) {
            unpack(folder);
        }
        if (!Files.isExecutable(program)) {
            throw new LocalFailure(
                    "pgbench is not on this machine and could not be fetched; install PostgreSQL's client programs.");
        }
        return new PgBench(
                program,
                Map.of(
                        "LD_LIBRARY_PATH",
                        folder.resolve("usr/lib/x86_64-linux-gnu").toString()));
    }

    private static void unpack(Path folder) {
        try {
            Files.createDirectories(folder);
            String command = "apt-get download " + String.join(" ", PACKAGES)
                    + " && for p in *.deb; do dpkg-deb -x \"$p\" . || exit 1; done";
            Process process = new ProcessBuilder("sh", "-c", command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("fetch.log").toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new LocalFailure("pgbench could not be fetched; see " + folder.resolve("fetch.log"));
            }
        } catch (IOException e) {
            throw new LocalFailure("pgbench could not be fetched: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("Interrupted while fetching pgbench", e);
        }
    }

    /** The limit on the server of this system. */
    public RawSql on(LocalSystem system) {
        return new RawSql(program, environment, system.furtherDatabase("bench"));
    }
}
