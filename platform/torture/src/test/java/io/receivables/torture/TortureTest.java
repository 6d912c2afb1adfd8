package io.receivables.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.local.LocalFailure;
import io.receivables.local.system.Ports;
import io.receivables.local.system.Progress;
import io.receivables.torture.fault.Wires;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TortureTest {

    @TempDir
    Path folder;

    private record Ending(String name) implements Campaign {
        @Override
        public List<Verdict> run(Battlefield field) {
            throw new LocalFailure("nobody answers");
        }
    }

    /** Somebody it has sent out cannot go on. */
    private record Breaking(String name) implements Campaign {
        @Override
        public List<Verdict> run(Battlefield field) {
            return CompletableFuture.supplyAsync(() -> new Ending(name).run(field))
                    .join();
        }
    }

    @Test
    void aCampaignThatCannotGoOnIsABreak() {
        for (Campaign campaign : List.of(new Ending("ledger"), new Breaking("ledger"))) {
            Report report = report(campaign);

            assertThat(report.pass()).isFalse();
            assertThat(report.broken())
                    .last()
                    .asString()
                    .contains("campaign ledger: ")
                    .contains("nobody answers");
        }
    }

    private Report report(Campaign campaign) {
        try (Wires wires = new Wires(Ports.free(), folder, Profile.SHORT)) {
            Progress nobody = new Progress(new PrintStream(OutputStream.nullOutputStream()));
            return new Report(Torture.verdicts(campaign, new Battlefield(null, wires, Profile.SHORT, 7, nobody)));
        }
    }
}
