package io.receivables.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.local.LocalFailure;
import io.receivables.local.system.Progress;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class TortureTest {

    private final Battlefield field = new Battlefield(
            null, null, Profile.SHORT, 7, new Progress(new PrintStream(OutputStream.nullOutputStream())));

    private record Ending(String name) implements Campaign {
        @Override
        public List<Verdict> run(Battlefield field) {
            throw new LocalFailure("nobody answers");
        }
    }

    @Test
    void aCampaignThatCannotGoOnIsABreak() {
        Report report = new Report(Torture.verdicts(new Ending("ledger"), field));

        assertThat(report.pass()).isFalse();
        assertThat(report.broken()).last().asString().contains("campaign ledger: nobody answers");
    }
}
