package io.receivables.dunning.dunningcase.store;

import io.receivables.chassis.tx.PgTx;
import io.receivables.dunning.dunningcase.model.CaseState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads cases for the API. */
@ApplicationScoped
public class CaseQueries {

    /** What a list is narrowed to. */
    public record Filter(
            Optional<UUID> customerId, Optional<UUID> invoiceId, Optional<CaseState> state, Optional<Integer> level) {}

    private static final String ONE =
            "select " + CaseRows.COLUMNS + " from cases c where c.tenant_id = $1 and c.id = $2";

    static final String LIST = "select " + CaseRows.COLUMNS
            + """
             from cases c
            where c.tenant_id = $1 and ($2::uuid is null or c.customer_id = $2)
              and ($3::uuid is null or c.invoice_id = $3) and ($4::text is null or c.state = $4)
              and ($5::integer is null or c.level = $5) and ($6::uuid is null or c.id > $6)
            order by c.id limit $7""";

    /** One case. */
    public Uni<Optional<StoredCase>> find(PgTx tx, UUID id) {
        return tx.query(ONE, tx.tenant(), id).map(rows -> {
            var found = rows.iterator();
            return found.hasNext() ? Optional.of(StoredCase.read(found.next())) : Optional.empty();
        });
    }

    /** Cases in the order of their ids, which is the order of opening. */
    public Uni<List<StoredCase>> list(PgTx tx, Filter filter, Optional<UUID> after, int limit) {
        return tx.query(
                        LIST,
                        tx.tenant(),
                        filter.customerId().orElse(null),
                        filter.invoiceId().orElse(null),
                        filter.state().map(Enum::name).orElse(null),
                        filter.level().orElse(null),
                        after.orElse(null),
                        limit)
                .map(rows -> {
                    List<StoredCase> cases = new ArrayList<>();
                    rows.forEach(row -> cases.add(StoredCase.read(row)));
                    return cases;
                });
    }
}
