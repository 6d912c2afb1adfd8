package io.receivables.local.system;

import io.receivables.local.LocalFailure;
import io.receivables.local.demo.DemoCommand;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** {@code local run}: the system stays up with its data kept, and the demo is played on the first start. */
public final class LocalCommand {

    private LocalCommand() {}

    public static int run() {
        Settings settings = Settings.fromEnvironment();
        Progress progress = new Progress(System.out);
        try (LocalSystem system = start(settings, progress)) {
            DemoCommand.playOrContinue(system);
            System.out.println();
            System.out.println("Everything stays up. Press Ctrl-C to stop; `make run` continues from here.");
            new CountDownLatch(1).await();
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("Interrupted", e);
        }
    }

    /** Starts the system, writes local.json and says how long it took and how much memory it uses. */
    public static LocalSystem start(Settings settings, Progress progress) {
        Logging.toFile(settings);
        LocalSystem system = LocalSystem.start(settings, progress);
        LocalJson.write(system, DemoCommand.TENANT);
        progress.say(String.format(
                Locale.ROOT,
                "everything is ready after %.1f s (%.1f s of processor time)",
                progress.seconds(),
                system.processorTime().toMillis() / 1000.0));
        printMemory(system);
        return system;
    }

    private static void printMemory(LocalSystem system) {
        long total = 0;
        StringBuilder parts = new StringBuilder();
        for (var part : system.memory().entrySet()) {
            parts.append(String.format("%n          %5d MiB  %s", part.getValue(), part.getKey()));
            total += part.getValue();
        }
        if (total > 0) {
            System.out.printf("          %5d MiB of memory in all:%s%n", total, parts);
        }
    }
}
