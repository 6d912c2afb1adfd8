package io.receivables.bench;

import io.receivables.bench.limit.PgBench;
import io.receivables.bench.report.Report;
import io.receivables.bench.stage.Stage;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Starts the real system on empty data, measures it beside the limits of its database, and says how far from them it is. */
public final class Bench {

    private static final String USAGE = "usage: bench <smoke|quick|full> [work,work...]";

    private Bench() {}

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
            Set<String> only = args.length < 2
                    ? Set.of()
                    : Arrays.stream(args[1].split(","))
                            .filter(n -> !n.isBlank())
                            .collect(Collectors.toSet());
            run(Profile.named(args[0]), only);
            return 0;
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + System.lineSeparator() + USAGE);
            return 2;
        } catch (LocalFailure e) {
            System.err.println("Failed: " + e.getMessage());
            return 1;
        }
    }

    private static void run(Profile profile, Set<String> only) {
        Path repository = Settings.findRepository();
        Path target = repository.resolve("platform/benchmarks/target");
        Path folder = target.resolve("system");
        Folders.delete(folder);
        Progress progress = new Progress(System.out);
        PgBench pgbench = PgBench.find(target.resolve("pgbench"));
        Settings settings = new Settings(
                        repository, folder, folder.resolve("data"), folder.resolve("mail"), Ports.free(), false)
                .withSizing(Sizing.LOAD);
        Logging.toFile(settings);
        List<Measured> measured = new ArrayList<>();
        try (LocalSystem system = LocalSystem.start(settings, progress)) {
            Stage stage = Stage.prepare(system, progress);
            Workbench bench = new Workbench(system, stage, pgbench.on(system), profile, progress);
            for (Work work : Works.all()) {
                if (only.isEmpty() || only.contains(work.name())) {
                    progress.say(work.name());
                    measured.addAll(work.measure(bench));
                }
            }
        }
        Report report = new Report(measured);
        report.print(System.out);
        report.write(target);
    }
}
