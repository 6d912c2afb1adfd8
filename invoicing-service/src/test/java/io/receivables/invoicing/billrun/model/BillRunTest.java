package io.receivables.invoicing.billrun.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BillRunTest {
    private static final Instant NOW = Instant.parse("2026-05-31T22:00:00Z");

    @Test
    void rowsAreValidatedFirstWhereOneBadOneDecidesOrNothingIsIssued() {
        assertThat(run(false, OnError.SKIP, BillRunStatus.RECEIVED, 0).afterReceipt())
                .isEqualTo(BillRunStatus.ISSUING);
        assertThat(run(false, OnError.REFUSE_ALL, BillRunStatus.RECEIVED, 0).afterReceipt())
                .isEqualTo(BillRunStatus.VALIDATING);
        assertThat(run(true, OnError.SKIP, BillRunStatus.RECEIVED, 0).afterReceipt())
                .isEqualTo(BillRunStatus.VALIDATING);
    }

    @Test
    void aValidationEndsInIssuingUnlessItIsAllThereIsOrARowIsBad() {
        assertThat(run(false, OnError.REFUSE_ALL, BillRunStatus.VALIDATING, 0).afterValidation())
                .isEqualTo(BillRunStatus.ISSUING);
        assertThat(run(false, OnError.REFUSE_ALL, BillRunStatus.VALIDATING, 1).afterValidation())
                .isEqualTo(BillRunStatus.REFUSED);
        assertThat(run(true, OnError.REFUSE_ALL, BillRunStatus.VALIDATING, 1).afterValidation())
                .isEqualTo(BillRunStatus.DONE);
    }

    @Test
    void whatRemainsDependsOnWhatIsBeingDecided() {
        assertThat(run(false, OnError.REFUSE_ALL, BillRunStatus.VALIDATING, 1).remaining())
                .as("10 rows, 6 valid, 1 refused")
                .isEqualTo(3);
        assertThat(run(false, OnError.REFUSE_ALL, BillRunStatus.STOPPED, 1).remaining())
                .as("10 rows, 2 issued, 1 existing, 1 refused")
                .isEqualTo(6);
        assertThat(run(true, OnError.SKIP, BillRunStatus.STOPPED, 1).remaining())
                .isEqualTo(3);
    }

    private static BillRun run(boolean dryRun, OnError onError, BillRunStatus status, int refused) {
        return new BillRun(
                UUID.randomUUID(),
                status,
                dryRun,
                onError,
                "00",
                new Counts(10, 6, 2, 1, refused),
                List.of(),
                NOW,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
