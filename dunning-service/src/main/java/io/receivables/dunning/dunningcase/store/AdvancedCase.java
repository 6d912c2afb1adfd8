package io.receivables.dunning.dunningcase.store;

import io.receivables.chassis.money.Money;
import io.vertx.mutiny.sqlclient.Row;
import java.util.UUID;

/**
 * A case that was advanced, as far as an event tells of it.
 *
 * @param advance position of its {@link Advance} in the list that was stored
 */
public record AdvancedCase(
        UUID id, UUID invoiceId, String invoiceNumber, UUID customerId, Money open, long sequence, int advance) {

    static AdvancedCase read(Row row) {
        return new AdvancedCase(
                row.getUUID("id"),
                row.getUUID("invoice_id"),
                row.getString("invoice_number"),
                row.getUUID("customer_id"),
                Money.of(row.getBigDecimal("open_amount"), row.getString("currency")),
                row.getLong("sequence"),
                row.getInteger("advance"));
    }
}
