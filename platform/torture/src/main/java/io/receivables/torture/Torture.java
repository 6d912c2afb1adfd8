package io.receivables.torture;

import io.receivables.local.LocalFailure;
import io.receivables.local.system.Folders;
import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.Logging;
import io.receivables.local.system.Ports;
import io.receivables.local.system.Progress;
import io.receivables.local.system.Settings;
import io.receivables.local.system.Sizing;
import io.receivables.torture.fault.Wires;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Starts the real system on empty data, lets every campaign try it, and says which promises held. */
public final class Torture {

    private static final String USAGE = "usage: torture <short|quick|full> [seed] [campaign,campaign...]";

    private Torture() {}

    /** Exits 0 when every promise held, 1 when one did not, 2 when the command was not understood. */
    public static void main(String[] args) {
        System.exit(command(args));
    }

    private static int command(String[] args) {
        if (args.length < 1 || args.length > 3) {
            System.err.println(USAGE);
            return 2;
        }
        try {
            Profile profile = Profile.named(args[0]);
            long seed = args.length < 2 || args[1].isBlank() ? System.nanoTime() : Long.parseLong(args[1]);
            Set<String> only = args.length < 3
                    ? Set.of()
                    : Arrays.stream(args[2].split(","))
                            .filter(n -> !n.isBlank())
                            .collect(Collectors.toSet());
            return run(profile, seed, only).pass() ? 0 : 1;
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + System.lineSeparator() + USAGE);
            return 2;
        } catch (LocalFailure e) {
            System.err.println("Failed: " + e.getMessage());
            return 1;
        }
    }

    /** Runs the campaigns of these names, or all of them when none is named. */
    static Report run(Profile profile, long seed, Set<String> only) {
        Path repository = Settings.findRepository();
        Path target = repository.resolve("platform/torture/target");
        Path folder = target.resolve("system");
        Folders.delete(folder);
        Progress progress = new Progress(System.out);
        progress.say("profile " + profile + ", seed " + seed);
        List<Verdict> verdicts = new ArrayList<>();
        Settings settings = new Settings(
                        repository, folder, folder.resolve("data"), folder.resolve("mail"), Ports.free(), false)
                .withSizing(sizing(profile));
        Logging.toFile(settings);
        try (Wires wires = new Wires(settings.ports(), folder.resolve("failpoints"), profile);
                LocalSystem system = LocalSystem.start(settings, progress, wires)) {
            Battlefield field = new Battlefield(system, wires, profile, seed, progress);
            for (Campaign campaign : Campaigns.all()) {
                if (only.isEmpty() || only.contains(campaign.name())) {
                    verdicts.addAll(verdicts(campaign, field));
                }
            }
        }
        Report report = new Report(verdicts);
        report.print(System.out);
        report.write(target.resolve("torture.json"));
        System.out.println();
        System.out.println(
                report.pass()
                        ? "Every promise held; seed " + seed
                        : "A promise was broken; the same again with SEED=" + seed);
        return report;
    }

    /** Who runs for hours is worth compiling well. The database stays as it is, so that it is soon back after a death. */
    private static Sizing sizing(Profile profile) {
        return profile == Profile.FULL
                ? new Sizing(Sizing.LOAD.service(), Sizing.LOAD.broker(), Sizing.SMALL.postgres())
                : Sizing.SMALL;
    }

    /** A campaign that cannot go on is a break of its own, and does not take those after it along. */
    static List<Verdict> verdicts(Campaign campaign, Battlefield field) {
        field.progress().say("campaign " + campaign.name());
        try {
            List<Verdict> verdicts = campaign.run(field);
            verdicts.forEach(verdict -> field.progress().say(Report.line(verdict)));
            return verdicts;
        } catch (RuntimeException e) {
            field.progress().say(campaign.name() + " ended: " + e);
            field.wires().calm();
            Finding ended = Finding.of("campaign " + campaign.name(), e.toString());
            return List.of(
                    new Verdict("-", campaign.name() + ": the campaign ended", 0, 1, List.of(ended), field.seed()));
        }
    }
}
