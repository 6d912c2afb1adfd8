package io.receivables.payment.statement.store;

import io.receivables.chassis.rest.Cursor;
import io.receivables.chassis.tx.PgTx;
import io.receivables.payment.query.ListQuery;
import io.receivables.payment.statement.model.StatementSummary;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Lists of statements, newest import first. */
@ApplicationScoped
public class StatementQueries {
    private static final String LIST = "select " + StatementRepository.COLUMNS + " from statements s";

    /** Reads one row more than the limit. */
    public Uni<List<StatementSummary>> list(PgTx tx, Optional<String> account, Optional<Cursor> after, int limit) {
        var query = new ListQuery(LIST, "s.tenant_id", tx.tenant()).and("s.account = ?", account);
        after.ifPresent(cursor -> query.and("s.statement_id < ?", cursor.uuid(0)));
        return query.run(tx, "s.statement_id desc", limit + 1).map(StatementRepository::summaries);
    }
}
