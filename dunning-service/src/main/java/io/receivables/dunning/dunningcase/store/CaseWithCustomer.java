package io.receivables.dunning.dunningcase.store;

import io.receivables.dunning.dunningcase.model.Customer;
import io.receivables.dunning.dunningcase.model.DunningCase;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;

/** A locked case together with its customer as it is today. */
public record CaseWithCustomer(DunningCase dunned, Customer customer) {

    static CaseWithCustomer read(Row row) {
        return new CaseWithCustomer(
                CaseRows.read(row),
                new Customer(
                        row.getString("current_name"),
                        row.getString("current_language"),
                        List.of(row.getArrayOfStrings("emails"))));
    }
}
