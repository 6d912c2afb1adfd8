package io.receivables.bench;

import io.receivables.bench.report.Report;
import io.receivables.bench.work.Work;
import io.receivables.bench.work.Works;
import io.receivables.local.LocalFailure;
import io.receivables.local.system.Folders;
import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.Logging;
import io.receivables.local.system.Ports;
import io.receivables.local.system.Progress;
import io.receivables.local.system.Settings;
import io.receivables.local.system.Sizing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Starts the real system on empty data, measures it beside the limits of its database, and says how far from them it is. */
public final class Bench {
    private static final String USAGE = "usage: bench <smoke|quick|full> [work,work...]";

    private final Path repository = Settings.findRepository();
    private final Path target = repository.resolve("platform/benchmarks/target");
    private final Progress progress = new Progress(System.out);
    private final List<Measured> measured = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private final Profile profile;

    private Bench(Profile profile) {
        this.profile = profile;
    }

    /** Exits 0 when everything could be measured, whatever the figures are. */
    public static void main(String[] args) {
        System.exit(command(args));
    }

    private static int command(String[] args) {
        if (args.length < 1 || args.length > 2) {
            System.err.println(USAGE);
            return 2;
        }
        try {
            new Bench(Profile.named(args[0])).run(Works.named(args.length < 2 ? Set.of() : names(args[1])));
            return 0;
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + System.lineSeparator() + USAGE);
            return 2;
        } catch (LocalFailure e) {
            System.err.println("Failed: " + e.getMessage());
            return 1;
        }
    }

    private static Set<String> names(String list) {
        return Arrays.stream(list.split(","))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    /** What was measured before something failed is reported all the same. */
    private void run(List<Work> works) {
        try {
            for (Sizing sizing : List.of(Sizing.SMALL, Sizing.LOAD)) {
                List<Work> some =
                        works.stream().filter(work -> work.sizing() == sizing).toList();
                if (!some.isEmpty()) {
                    measure(some, sizing);
                }
            }
        } finally {
            Report report = new Report(measured);
            report.print(System.out);
            report.write(target);
        }
        if (!failed.isEmpty()) {
            throw new LocalFailure(String.join("; ", failed));
        }
    }

    private void measure(List<Work> works, Sizing sizing) {
        Settings settings = emptyPlace().withSizing(sizing);
        Logging.toFile(settings);
        long begin = System.nanoTime();
        try (LocalSystem system = LocalSystem.start(settings, progress)) {
            double seconds = (System.nanoTime() - begin) / 1e9;
            Workbench bench = new Workbench(system, seconds, profile, progress, target.resolve("pgbench"));
            for (Work work : works) {
                measure(work, bench);
            }
        }
    }

    /** A row that cannot be measured does not take those after it along. */
    private void measure(Work work, Workbench bench) {
        progress.say(work.name());
        try {
            measured.addAll(work.measure(bench));
        } catch (LocalFailure e) {
            progress.say(work.name() + " failed: " + e.getMessage());
            failed.add(work.name() + ": " + e.getMessage());
            bench.drain();
        }
    }

    /** A folder for everything, empty but for the class archives with which {@code make run} starts too. */
    private Settings emptyPlace() {
        Path folder = target.resolve("system");
        Folders.delete(folder);
        try {
            Files.createDirectories(folder);
            Files.createSymbolicLink(folder.resolve("archives"), repository.resolve("deploy/local/target/archives"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Settings(repository, folder, folder.resolve("data"), folder.resolve("mail"), Ports.free(), false);
    }
}
