package io.receivables.chassis.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CopyTableTest {
    private static final CopyTable LOOSE = table("cases", false);
    private static final CopyTable EXACT = table("open_items", true);
    private static final CopyTable ALSO_EXACT = table("plans", true);

    @Test
    void theMostExactCopyIsJudgedFirstInWhateverOrderTheyAreFound() {
        for (var found : List.of(List.of(LOOSE, ALSO_EXACT, EXACT), List.of(EXACT, LOOSE, ALSO_EXACT))) {
            assertThat(found.stream().sorted(CopyTable.MOST_EXACT_FIRST)).containsExactly(EXACT, ALSO_EXACT, LOOSE);
        }
    }

    private static CopyTable table(String name, boolean exact) {
        return new CopyTable(name, "id", "id", "version", "t.version", "true", true, exact, List.of());
    }
}
