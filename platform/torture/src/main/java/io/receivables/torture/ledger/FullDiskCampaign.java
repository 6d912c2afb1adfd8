package io.receivables.torture.ledger;

import io.receivables.local.system.Folders;
import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.Ports;
import io.receivables.local.system.Settings;
import io.receivables.torture.Battlefield;
import io.receivables.torture.Campaign;
import io.receivables.torture.Finding;
import io.receivables.torture.Profile;
import io.receivables.torture.Verdict;
import io.receivables.torture.fault.Fault;
import io.receivables.torture.fault.Faults;
import io.receivables.torture.fault.Nemesis;
import io.receivables.torture.fault.SmallDisk;
import io.receivables.torture.fault.Wires;
import io.receivables.torture.history.History;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * The ledger of a second system whose database lives on a small file system that becomes full again and again. Where no file system may be
 * mounted, the table says that this was not tried. Not part of the short profile, because a second system has to start.
 */
public final class FullDiskCampaign implements Campaign {

    private static final int MEBIBYTES = 768;

    @Override
    public String name() {
        return "disk";
    }

    @Override
    public List<Verdict> run(Battlefield field) {
        if (field.profile() == Profile.SHORT) {
            return List.of();
        }
        Path folder = field.system().settings().target().resolve("small-disk");
        Folders.delete(folder);
        Optional<SmallDisk> mounted = SmallDisk.mount(folder.resolve("data/postgres"), MEBIBYTES);
        if (mounted.isEmpty()) {
            return List.of(
                    new Verdict("I11", "disk full: NOT TRIED, mounting is not allowed", 0, 0, List.of(), field.seed()));
        }
        try (SmallDisk disk = mounted.get()) {
            return run(field, folder, disk);
        }
    }

    private List<Verdict> run(Battlefield field, Path folder, SmallDisk disk) {
        Settings settings = new Settings(
                field.system().settings().repository(),
                folder,
                folder.resolve("data"),
                folder.resolve("mail"),
                Ports.free(),
                false);
        try (Wires wires = new Wires(settings.ports(), folder.resolve("failpoints"), field.profile());
                LocalSystem system = LocalSystem.start(settings, field.progress(), wires)) {
            Battlefield small = new Battlefield(system, wires, field.profile(), field.seed(), field.progress());
            Trial trial = new Trial(small, name(), 0, goals(field.profile()));
            List<Fault> faults = faults(small, disk, trial.random().split());
            List<Verdict> verdicts = new ArrayList<>(trial.under(Nemesis.with(small, faults)));
            verdicts.add(refusals(trial.history(), faults.size(), field.seed()));
            return verdicts;
        }
    }

    private static Trial.Goals goals(Profile profile) {
        return new Trial.Goals(profile.of(0, 12, 200), profile.of(0, 200, 5_000), 1_000, 150);
    }

    private static List<Fault> faults(Battlefield small, SmallDisk disk, SplittableRandom random) {
        Faults faults = new Faults(small);
        return Stream.generate(() -> faults.fullDisk(disk, 4_000 + random.nextLong(16_000)))
                .limit(small.profile().of(0, 2, 50))
                .toList();
    }

    /** While the disk is full, nothing but 503 is said: a command was refused, and its sender may try again. */
    private static Verdict refusals(History history, int faults, long seed) {
        List<Finding> findings = history.failures() == 0
                ? List.of()
                : List.of(Finding.of(
                        "the clients",
                        "got " + history.failures() + " answers of 5xx other than 503: " + history.summary()));
        return new Verdict("I11", "disk: commands refused with 503", history.refusals(), faults, findings, seed);
    }
}
