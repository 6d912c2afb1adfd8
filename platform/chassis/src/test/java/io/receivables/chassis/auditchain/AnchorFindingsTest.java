package io.receivables.chassis.auditchain;

import static io.receivables.chassis.auditchain.ChainBreak.Kind.SEAL_BROKEN;
import static io.receivables.chassis.auditchain.ChainBreak.Kind.TAIL_CUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AnchorFindingsTest {
    private static final UUID ENTRY = new UUID(7, 1);

    private final AnchorFindings findings = new AnchorFindings();

    private void add(long position, String published, Optional<String> inDatabase) {
        findings.add(
                new Anchor("acme", position, published, ENTRY, Instant.EPOCH),
                inDatabase.map(hash -> new AnchorFindings.Seal(hash, ENTRY)));
    }

    private List<ChainBreak> report(long sealedPosition) {
        var breaks = new Breaks();
        findings.report(sealedPosition, breaks);
        return breaks.first();
    }

    @Test
    void headsThatFitAreNoBreak() {
        add(5, "aa", Optional.of("aa"));
        add(9, "bb", Optional.of("bb"));
        add(9, "bb", Optional.of("bb"));
        assertThat(report(9)).isEmpty();
        assertThat(report(12)).isEmpty();
        assertThat(findings.checked()).isEqualTo(3);
    }

    @Test
    void aHeadBehindTheEndIsATailCut() {
        add(5, "aa", Optional.of("aa"));
        add(9, "bb", Optional.empty());
        assertThat(report(7)).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo(TAIL_CUT);
            assertThat(found.position()).contains(8L);
        });
    }

    @Test
    void theFirstOfManyContradictionsIsNamedWhateverTheirOrder() {
        add(9, "bb", Optional.of("xx"));
        add(5, "aa", Optional.of("xx"));
        add(7, "cc", Optional.of("xx"));
        assertThat(report(9)).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo(SEAL_BROKEN);
            assertThat(found.position()).contains(5L);
            assertThat(found.detail()).startsWith("3 published heads");
        });
    }

    @Test
    void aHeadOfAnotherEntryIsAContradiction() {
        findings.add(
                new Anchor("acme", 3, "aa", ENTRY, Instant.EPOCH),
                Optional.of(new AnchorFindings.Seal("aa", new UUID(7, 2))));
        assertThat(report(3)).extracting(ChainBreak::kind).containsExactly(SEAL_BROKEN);
    }
}
