package io.receivables.dunning.dunningcase.store;

import io.receivables.dunning.dunningcase.model.DunningCase;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import java.util.UUID;

/** Locked cases that agree in everything the rule reads, so that what is decided on the first is decided on all. */
public record AlikeCases(DunningCase first, List<UUID> ids) {

    static AlikeCases read(Row row) {
        return new AlikeCases(CaseRows.read(row), List.of(row.getArrayOfUUIDs("ids")));
    }
}
