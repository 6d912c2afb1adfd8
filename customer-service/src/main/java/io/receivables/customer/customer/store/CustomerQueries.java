package io.receivables.customer.customer.store;

import io.receivables.chassis.tx.PgTx;
import io.receivables.customer.customer.model.Customer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Reads customers: one by id, or pages in the order of ids, which is the order of registration. */
@ApplicationScoped
public class CustomerQueries {
    /** Sorts after every text that starts with the same prefix (U+10FFFF, no character). */
    private static final String LAST = Character.toString(0x10FFFF);

    private static final String FIND =
            "select " + CustomerRows.COLUMNS + " from customers c where c.tenant_id = $1 and c.id = $2";

    public Uni<Optional<Customer>> find(PgTx tx, UUID id) {
        return tx.query(FIND, tx.tenant(), id).map(rows -> read(rows).stream().findFirst());
    }

    /** At most {@code rows} customers after the given id. */
    public Uni<List<Customer>> list(PgTx tx, CustomerFilter filter, Optional<UUID> after, int rows) {
        var statement = statement(tx.tenant(), filter, after, rows);
        return tx.query(statement.sql(), statement.parameters().toArray()).map(CustomerQueries::read);
    }

    /** The statement of a list; every condition is a leakproof operator, so that row level security keeps the indexes. */
    static Statement statement(String tenant, CustomerFilter filter, Optional<UUID> after, int rows) {
        var where = new StringBuilder(" from customers c where c.tenant_id = $1");
        var parameters = new ArrayList<Object>(List.of(tenant));
        filter.country().ifPresent(country -> and(where, parameters, "c.country_code = ", country));
        filter.region().ifPresent(region -> and(where, parameters, "c.region = ", region));
        filter.kind().ifPresent(kind -> and(where, parameters, "c.kind = ", kind.name()));
        after.ifPresent(id -> and(where, parameters, "c.id > ", id));
        if (!filter.prefixes().isEmpty()) {
            where.append(" and c.id = any(array(");
            where.append(filter.prefixes().stream()
                    .map(prefix -> termsWith(prefix, parameters))
                    .collect(Collectors.joining(" intersect ")));
            where.append("))");
        }
        parameters.add(rows);
        return new Statement(
                "select " + CustomerRows.COLUMNS + where + " order by c.id limit $" + parameters.size(), parameters);
    }

    /** As an array the hits are found first, whatever the planner guesses about a prefix it does not know. */
    private static String termsWith(String prefix, List<Object> parameters) {
        var select = new StringBuilder("select t.customer_id from customer_search_terms t where t.tenant_id = $1");
        and(select, parameters, "t.term >= ", prefix);
        and(select, parameters, "t.term < ", prefix + LAST);
        return select.toString();
    }

    private static void and(StringBuilder where, List<Object> parameters, String condition, Object value) {
        parameters.add(value);
        where.append(" and ").append(condition).append('$').append(parameters.size());
    }

    private static List<Customer> read(RowSet<io.vertx.mutiny.sqlclient.Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(CustomerRows::read)
                .toList();
    }

    /** SQL with its parameters. */
    record Statement(String sql, List<Object> parameters) {}
}
