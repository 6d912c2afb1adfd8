package io.receivables.customer.customerimport;

import io.receivables.chassis.problem.FieldError;
import io.receivables.chassis.tx.PgTx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Stores imports and the errors of their rows. */
@ApplicationScoped
class CustomerImportRepository {
    /** More than the violations one row can have, so that row and index make a unique, ordered position. */
    private static final long POSITIONS_PER_ROW = 1000;

    private static final String START =
            """
            insert into customer_imports (tenant_id, id, status, file_hash, started_by, started_at)
            values ($1, $2, 'RUNNING', $3, $4, $5)""";
    private static final String ADD =
            """
            update customer_imports
               set row_count = row_count + $3 + $4 + $5 + $6, created = created + $3, changed = changed + $4,
                   unchanged = unchanged + $5, rejected = rejected + $6
             where tenant_id = $1 and id = $2""";
    private static final String ADD_ERRORS =
            """
            insert into customer_import_errors (tenant_id, import_id, position, row_number, field, code, message)
            select $1, $2, e.position, e.row_number, e.field, e.code, e.message
              from unnest($3::bigint[], $4::int[], $5::text[], $6::text[], $7::text[])
                   as e (position, row_number, field, code, message)""";
    private static final String FINISH =
            """
            update customer_imports set status = $3, finished_at = $4
             where tenant_id = $1 and id = $2 and status = 'RUNNING'""";
    private static final String FIND =
            """
            select id, status, created, changed, unchanged, rejected, file_hash, started_at, finished_at
              from customer_imports where tenant_id = $1 and id = $2""";
    private static final String ERRORS =
            """
            select position, row_number, field, code, message from customer_import_errors
             where tenant_id = $1 and import_id = $2 and position > $3 order by position limit $4""";

    Uni<Void> start(PgTx tx, UUID id, String fileHash) {
        return tx.execute(START, tx.tenant(), id, fileHash, tx.cause().actor(), tx.now())
                .replaceWithVoid();
    }

    Uni<Void> add(PgTx tx, UUID id, CustomerImport.Counts counts, List<FieldError> errors) {
        var added = tx.execute(
                ADD, tx.tenant(), id, counts.created(), counts.changed(), counts.unchanged(), counts.rejected());
        return errors.isEmpty()
                ? added.replaceWithVoid()
                : added.chain(() -> addErrors(tx, id, errors)).replaceWithVoid();
    }

    private static Uni<Integer> addErrors(PgTx tx, UUID id, List<FieldError> errors) {
        var positions = new Long[errors.size()];
        int index = 0;
        for (int i = 0; i < positions.length; i++) {
            var sameRow = i > 0 && errors.get(i).row().equals(errors.get(i - 1).row());
            index = sameRow ? index + 1 : 0;
            positions[i] = errors.get(i).row() * POSITIONS_PER_ROW + index;
        }
        return tx.execute(
                ADD_ERRORS,
                tx.tenant(),
                id,
                positions,
                errors.stream().map(FieldError::row).toArray(Integer[]::new),
                errors.stream().map(FieldError::field).toArray(String[]::new),
                errors.stream().map(FieldError::code).toArray(String[]::new),
                errors.stream().map(FieldError::message).toArray(String[]::new));
    }

    Uni<Void> finish(PgTx tx, UUID id, CustomerImport.Status status) {
        return tx.execute(FINISH, tx.tenant(), id, status.name(), tx.now()).replaceWithVoid();
    }

    Uni<Optional<CustomerImport>> find(PgTx tx, UUID id) {
        return tx.query(FIND, tx.tenant(), id).map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(CustomerImportRepository::read)
                .findFirst());
    }

    /** Errors after a position, in the order of rows. */
    Uni<List<PlacedError>> errors(PgTx tx, UUID id, long after, int limit) {
        return tx.query(ERRORS, tx.tenant(), id, after, limit)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new PlacedError(
                                row.getLong("position"),
                                new FieldError(
                                        row.getString("field"),
                                        row.getInteger("row_number"),
                                        row.getString("code"),
                                        row.getString("message"))))
                        .toList());
    }

    private static CustomerImport read(Row row) {
        return new CustomerImport(
                row.getUUID("id"),
                CustomerImport.Status.valueOf(row.getString("status")),
                new CustomerImport.Counts(
                        row.getInteger("created"),
                        row.getInteger("changed"),
                        row.getInteger("unchanged"),
                        row.getInteger("rejected")),
                row.getString("file_hash"),
                row.getOffsetDateTime("started_at").toInstant(),
                Optional.ofNullable(row.getOffsetDateTime("finished_at")).map(time -> time.toInstant()));
    }

    /** An error and its place in the list. */
    record PlacedError(long position, FieldError error) {}
}
