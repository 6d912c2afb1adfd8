package io.receivables.local.demo;

import io.receivables.local.Parallel;
import io.receivables.local.api.TenantApi;
import io.receivables.local.demo.data.DemoData;
import io.receivables.local.demo.data.DemoYear;
import io.receivables.local.system.Folders;
import io.receivables.local.system.LocalCommand;
import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.Progress;
import io.receivables.local.system.Settings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** {@code local demo}, and the part of {@code local run} that plays the demo once. */
public final class DemoCommand {

    /** The tenant that the demo lives in. */
    public static final String TENANT = "demo";

    private DemoCommand() {}

    /** Plays the demo on empty data of its own, checks the figures and answers 0 when all are right. */
    public static int run() {
        Settings usual = Settings.fromEnvironment();
        Path data = usual.target().resolve("demo-data");
        Folders.delete(data);
        Folders.delete(usual.target().resolve("demo-mail"));
        Progress progress = new Progress(System.out);
        Settings settings = usual.withData(data).withMails(usual.target().resolve("demo-mail"));
        try (LocalSystem system = LocalCommand.start(settings, progress)) {
            boolean right = playAndCheck(system, progress);
            progress.say(right ? "the demo is right; stopping" : "the demo is WRONG; stopping");
            return right ? 0 : 1;
        }
    }

    /** Plays the demo when the kept data has none yet; otherwise says where the demo stands. */
    public static void playOrContinue(LocalSystem system) {
        Progress progress = new Progress(System.out);
        Optional<Instant> clock = new DemoClock(api(system)).now();
        if (clock.isEmpty()) {
            playAndCheck(system, progress);
        } else if (clock.get().isBefore(DemoYear.instant(DemoYear.LAST_WEEK))) {
            System.out.println();
            System.out.println("The demo on the kept data was interrupted at " + clock.get()
                    + ". It stays as it is; `make clean` removes it, the next `make run` plays it again.");
        } else {
            System.out.println();
            System.out.println("The demo was played before; its tenant's clock shows " + clock.get() + ".");
        }
        Links.print(system, api(system), System.out);
    }

    private static boolean playAndCheck(LocalSystem system, Progress progress) {
        TenantApi api = api(system);
        DemoFiles files = new DemoFiles(system.settings().target().resolve("demo"));
        try (Parallel parallel = new Parallel()) {
            DemoPlayer player = new DemoPlayer(
                    api, DemoData.generate(DemoData.SEED), files, system.mails(), new Account(System.out), parallel);
            DemoOutcome outcome = player.play(progress);
            Checks checks = DemoChecks.run(api, outcome);
            checks.print(System.out);
            return checks.allHold();
        }
    }

    private static TenantApi api(LocalSystem system) {
        String token = system.tokens().token(TENANT, "demo-operator", "finance", "sales", "admin");
        return new TenantApi(system.settings().ports()::baseUrl, token);
    }
}
