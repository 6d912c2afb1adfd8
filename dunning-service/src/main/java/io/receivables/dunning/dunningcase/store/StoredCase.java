package io.receivables.dunning.dunningcase.store;

import io.receivables.dunning.dunningcase.model.DunningCase;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;

/** A case with the times of its row, on the tenant's clock. */
public record StoredCase(DunningCase dunned, Instant openedAt, Instant changedAt) {

    static StoredCase read(Row row) {
        return new StoredCase(
                CaseRows.read(row),
                row.getOffsetDateTime("opened_at").toInstant(),
                row.getOffsetDateTime("changed_at").toInstant());
    }
}
