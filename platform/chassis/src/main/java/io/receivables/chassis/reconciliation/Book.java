package io.receivables.chassis.reconciliation;

import io.receivables.chassis.tx.PgTx;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;

/** What this service owns and others keep copies of; stated item by item, in the order of the ids, on a topic. */
public interface Book {
    /** Name in all services, for example {@code payment.open-items}. */
    String name();

    /** Table of the items, of which every tenant with a row has its books stated. */
    String table();

    /** Where statements go. */
    String topic();

    /** Type of a statement's event, for example {@code OpenItemsStated.v1}. */
    String type();

    /** Topic of the events that the copies are made from; the books are closed once everything stated is on it. */
    String eventTopic();

    /** The items after an id, as they are now, ordered by id; read by one statement. */
    Uni<List<Item>> page(PgTx tx, UUID after, int limit);

    /** What must hold among the owner's own rows. */
    List<OwnCheck> checks();

    /**
     * One item of the book.
     *
     * @param state a record of the service's published language
     */
    record Item(UUID id, Object state) {}

    /**
     * A rule over the owner's own rows.
     *
     * @param name what is compared, in camelCase
     * @param sql gives id, what ought to be and what is (both text) of each row that breaks the rule; $1 is the tenant
     */
    record OwnCheck(String name, String sql) {}
}
