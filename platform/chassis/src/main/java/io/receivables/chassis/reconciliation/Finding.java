package io.receivables.chassis.reconciliation;

import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An item of a copy that is not what was stated at the moment of looking.
 *
 * @param stated JSON; absent when the owner did not state the item
 * @param statedVersion 0 when not stated
 * @param heldVersion 0 when the copy has no such item
 * @param held JSON of the compared fields
 * @param fields that are different; only meant at equal versions
 * @param position sequence of the last event that was applied to the item
 * @param blocked whether an event of the item is parked
 */
record Finding(
        UUID itemId,
        Optional<String> stated,
        long statedVersion,
        long heldVersion,
        Optional<String> held,
        List<String> fields,
        long position,
        boolean blocked) {

    static Finding of(Row row) {
        return new Finding(
                row.getUUID("item_id"),
                Optional.ofNullable(row.getJsonObject("stated")).map(JsonObject::encode),
                row.getLong("stated_version"),
                row.getLong("held_version"),
                Optional.ofNullable(row.getJsonObject("held")).map(JsonObject::encode),
                List.of(row.getArrayOfStrings("fields")),
                row.getLong("position"),
                row.getBoolean("blocked"));
    }
}
