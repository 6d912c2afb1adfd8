package io.receivables.customer.customer.store;

import io.receivables.customer.customer.model.Address;
import io.receivables.customer.customer.model.Channel;
import io.receivables.customer.customer.model.Customer;
import io.receivables.customer.customer.model.CustomerKey;
import io.receivables.customer.customer.model.CustomerKind;
import io.receivables.customer.customer.model.CustomerProfile;
import io.receivables.customer.customer.model.PaymentTerms;
import io.vertx.mutiny.sqlclient.Row;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** Reads customers from rows of the PostgreSQL client, for lists and imports. */
final class CustomerRows {
    static final String COLUMNS =
            """
            c.tenant_id, c.id, c.external_id, c.kind, c.name, c.vat_id, c.language, c.time_zone, c.currency, c.region,
            c.payment_terms_kind, c.payment_terms_days, c.preferred_channel, c.street, c.city, c.postal_code,
            c.country_code, c.contacts::text as contacts, c.email, c.phone, c.ibans, c.version, c.sequence,
            c.created_at, c.changed_at""";

    private CustomerRows() {}

    static Customer read(Row row) {
        return Customer.stored(
                new CustomerKey(row.getString("tenant_id"), row.getUUID("id")),
                profile(row),
                new Customer.Progress(
                        row.getLong("version"),
                        row.getLong("sequence"),
                        row.getOffsetDateTime("created_at").toInstant(),
                        row.getOffsetDateTime("changed_at").toInstant()));
    }

    private static CustomerProfile profile(Row row) {
        return new CustomerProfile(
                row.getString("external_id"),
                CustomerKind.valueOf(row.getString("kind")),
                row.getString("name"),
                optional(row, "vat_id"),
                row.getString("language"),
                ZoneId.of(row.getString("time_zone")),
                Currency.getInstance(row.getString("currency")),
                optional(row, "region"),
                new PaymentTerms(
                        PaymentTerms.Kind.valueOf(row.getString("payment_terms_kind")),
                        row.getInteger("payment_terms_days")),
                Channel.valueOf(row.getString("preferred_channel")),
                new Address(
                        row.getString("street"),
                        row.getString("city"),
                        row.getString("postal_code"),
                        row.getString("country_code")),
                ContactsConverter.read(row.getString("contacts")),
                optional(row, "email"),
                optional(row, "phone"),
                List.of(row.getArrayOfStrings("ibans")));
    }

    private static Optional<String> optional(Row row, String column) {
        return Optional.ofNullable(row.getString(column));
    }
}
