package io.receivables.chassis.tx;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hibernate.reactive.mutiny.Mutiny;

/** A transaction inside a Hibernate Reactive session, for aggregates that are entities. */
public record SessionTx(Mutiny.Session session, String tenant, Cause cause, Instant now, AfterCommit afterCommit)
        implements Tx {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$(\\d+)");

    @Override
    public Uni<Integer> execute(String sql, Object... parameters) {
        var query = session.createNativeQuery(positional(sql));
        for (int i = 0; i < parameters.length; i++) {
            query.setParameter(i + 1, parameters[i]);
        }
        return query.executeUpdate();
    }

    @Override
    public Uni<Optional<List<String>>> firstRow(String sql, Object... parameters) {
        var query = session.createNativeQuery(positional(sql), Object[].class);
        for (int i = 0; i < parameters.length; i++) {
            query.setParameter(i + 1, parameters[i]);
        }
        return query.getResultList().map(rows -> rows.stream().findFirst().map(SessionTx::columns));
    }

    private static List<String> columns(Object[] row) {
        var columns = new ArrayList<String>(row.length);
        for (Object column : row) {
            columns.add((String) column);
        }
        return columns;
    }

    private static String positional(String sql) {
        return PLACEHOLDER.matcher(sql).replaceAll("?$1");
    }
}
