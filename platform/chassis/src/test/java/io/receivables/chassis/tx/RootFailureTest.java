package io.receivables.chassis.tx;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import org.junit.jupiter.api.Test;

class RootFailureTest {
    private final RootFailure failure = new RootFailure();
    private final PgException consequence = failed("25P02");

    @Test
    void aStatementThatIsRefusedBehindAFailedOneFailsForTheSameReason() {
        var root = failed("22021");

        assertThat(failure.of(root)).isSameAs(root);
        assertThat(failure.of(consequence)).isSameAs(root);
    }

    @Test
    void aFailureWithoutAnotherBeforeItIsItsOwnReason() {
        assertThat(failure.of(consequence)).isSameAs(consequence);
    }

    private static PgException failed(String sqlState) {
        return new PgException("failed", "ERROR", sqlState, "");
    }
}
