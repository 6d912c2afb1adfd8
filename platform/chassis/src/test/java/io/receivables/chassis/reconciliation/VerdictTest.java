package io.receivables.chassis.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.chassis.reconciliation.Verdict.Kind;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final UUID ITEM = UUID.randomUUID();

    @Test
    void otherContentAtTheSameVersionIsWrongAndSetRight() {
        var wrong = finding(3, 3, 3, false);
        assertVerdict(judge(wrong, wrong), Kind.WRONG_CONTENT, true);
    }

    @Test
    void wrongContentThatAnEventHasOverwrittenIsStillReportedAndNotTouched() {
        assertVerdict(judge(finding(3, 3, 3, false), finding(3, 4, 4, false)), Kind.WRONG_CONTENT, false);
    }

    @Test
    void aCopyThatCatchesUpIsNoDifference() {
        assertThat(Verdict.of(finding(3, 2, 2, false), Optional.empty(), true, false))
                .isEqualTo(new Verdict(Optional.empty(), false, false));
        assertThat(judge(finding(3, 0, 0, false), finding(3, 5, 5, false)).kind())
                .isEmpty();
    }

    @Test
    void aCopyThatCatchesUpWithOtherContentIsWrong() {
        assertVerdict(judge(finding(3, 2, 2, false), finding(3, 3, 3, false)), Kind.WRONG_CONTENT, true);
    }

    @Test
    void aCopyThatStaysBehindIsExplainedByAParkedEventOrByALostOne() {
        assertVerdict(judge(finding(3, 1, 1, false), finding(3, 1, 1, true)), Kind.PARKED, false);
        assertVerdict(judge(finding(3, 1, 1, false), finding(3, 1, 1, false)), Kind.BEHIND, true);
    }

    @Test
    void whatWasAppliedAndIsNotThereIsLost() {
        assertVerdict(judge(finding(3, 0, 3, false), finding(3, 0, 3, false)), Kind.MISSING, true);
        assertVerdict(judge(finding(3, 2, 3, false), finding(3, 2, 3, false)), Kind.OUTDATED, true);
    }

    @Test
    void aVersionThatNoEventGaveIsADifference() {
        assertVerdict(judge(finding(3, 9, 3, false), finding(3, 9, 3, false)), Kind.UNKNOWN_VERSION, true);
        assertVerdict(judge(finding(0, 1, 0, false), finding(0, 1, 0, false)), Kind.EXTRA, true);
    }

    @Test
    void aNewerCopyIsNoDifferenceUntilTheNextRunShowsThatTheOwnerWentBack() {
        var newer = finding(3, 4, 4, false);
        assertThat(judge(newer, newer)).isEqualTo(new Verdict(Optional.empty(), true, false));
        assertVerdict(Verdict.of(newer, Optional.of(newer), true, true), Kind.OWNER_BEHIND, false);
    }

    @Test
    void aCopyWhoseVersionMovesWithOtherEventsTooMayBeNewer() {
        var newer = finding(3, 4, 2, false);
        assertThat(Verdict.of(newer, Optional.of(newer), false, false))
                .isEqualTo(new Verdict(Optional.empty(), false, false));
    }

    private static Verdict judge(Finding found, Finding now) {
        return Verdict.of(found, Optional.of(now), true, false);
    }

    private static void assertVerdict(Verdict verdict, Kind kind, boolean repair) {
        assertThat(verdict).isEqualTo(new Verdict(Optional.of(kind), false, repair));
    }

    private static Finding finding(long stated, long held, long position, boolean blocked) {
        return new Finding(
                ITEM,
                stated == 0 ? Optional.empty() : Optional.of("{}"),
                stated,
                held,
                held == 0 ? Optional.empty() : Optional.of("{}"),
                stated == held ? List.of("openAmount") : List.of(),
                position,
                blocked);
    }
}
