package io.receivables.dunning.dunningcase.store;

import io.receivables.dunning.dunningcase.model.DunningCase;
import io.receivables.dunning.reminder.model.Addressee;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;

/** A locked case together with how its customer is addressed today. */
public record CaseWithCustomer(DunningCase dunned, Addressee addressee) {

    static CaseWithCustomer read(Row row) {
        return new CaseWithCustomer(
                CaseRows.read(row),
                Addressee.of(
                        row.getString("current_name"),
                        row.getString("current_language"),
                        List.of(row.getArrayOfStrings("emails"))));
    }
}
