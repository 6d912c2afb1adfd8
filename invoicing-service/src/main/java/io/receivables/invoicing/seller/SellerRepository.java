package io.receivables.invoicing.seller;

import io.receivables.chassis.tx.PgTx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Reads and writes seller entities and their numbering series. */
@ApplicationScoped
class SellerRepository {
    private static final String COLUMNS =
            """
            id, version, name, street, city, postal_code, country_code, vat_id, iban, time_zone, invoice_prefix,
            credit_note_prefix, number_width""";

    Uni<Void> insert(PgTx tx, Seller seller) {
        var a = seller.address();
        return tx.execute(
                        """
                        insert into sellers (tenant_id, id, name, street, city, postal_code, country_code, vat_id, iban,
                                             time_zone, invoice_prefix, credit_note_prefix, number_width, created_at)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)""",
                        tx.tenant(),
                        seller.id(),
                        seller.name(),
                        a.street(),
                        a.city(),
                        a.postalCode(),
                        a.countryCode(),
                        seller.vatId(),
                        seller.iban(),
                        seller.timeZone().getId(),
                        seller.invoicePrefix().value(),
                        seller.creditNotePrefix().value(),
                        (short) seller.numberWidth(),
                        tx.now())
                .replaceWithVoid();
    }

    /** True when the version was still the current one. */
    Uni<Boolean> update(PgTx tx, Seller seller, long expectedVersion) {
        var a = seller.address();
        return tx.execute(
                        """
                        update sellers
                           set version = version + 1, name = $4, street = $5, city = $6, postal_code = $7,
                               country_code = $8, vat_id = $9, iban = $10, time_zone = $11, invoice_prefix = $12,
                               credit_note_prefix = $13, number_width = $14
                         where tenant_id = $1 and id = $2 and version = $3""",
                        tx.tenant(),
                        seller.id(),
                        expectedVersion,
                        seller.name(),
                        a.street(),
                        a.city(),
                        a.postalCode(),
                        a.countryCode(),
                        seller.vatId(),
                        seller.iban(),
                        seller.timeZone().getId(),
                        seller.invoicePrefix().value(),
                        seller.creditNotePrefix().value(),
                        (short) seller.numberWidth())
                .map(rows -> rows == 1);
    }

    Uni<Optional<Seller>> find(PgTx tx, UUID id) {
        return tx.query("select " + COLUMNS + " from sellers where tenant_id = $1 and id = $2", tx.tenant(), id)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .findFirst()
                        .map(SellerRepository::seller));
    }

    /** One row more than the limit, so that the caller sees whether there is a next page. */
    Uni<List<Seller>> list(PgTx tx, Optional<UUID> after, int limit) {
        return tx.query(
                        "select " + COLUMNS
                                + " from sellers where tenant_id = $1 and id > $2 order by tenant_id, id limit $3",
                        tx.tenant(),
                        after.orElse(new UUID(0, 0)),
                        limit + 1)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(SellerRepository::seller)
                        .toList());
    }

    /** The prefixes of every series of the tenant except the given one; serialised per tenant until commit. */
    Uni<List<NumberingPrefix>> otherPrefixes(PgTx tx, Seller seller) {
        return tx.execute("select pg_advisory_xact_lock(hashtext('numbering'), hashtext($1))", tx.tenant())
                .chain(() -> tx.query(
                        """
                        select prefix from numbering_series
                         where tenant_id = $1
                           and not (seller_id = $2 and (document_type, prefix) in
                                    (('INVOICE', $3::text), ('CREDIT_NOTE', $4::text)))""",
                        tx.tenant(),
                        seller.id(),
                        seller.invoicePrefix().value(),
                        seller.creditNotePrefix().value()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new NumberingPrefix(row.getString(0)))
                        .toList());
    }

    /** Starts the series of the seller's prefixes; a series that exists keeps its counter. */
    Uni<Void> startSeries(PgTx tx, Seller seller) {
        return tx.execute(
                        """
                        insert into numbering_series (tenant_id, seller_id, document_type, prefix)
                        values ($1, $2, 'INVOICE', $3), ($1, $2, 'CREDIT_NOTE', $4)
                        on conflict (tenant_id, seller_id, document_type, prefix) do nothing""",
                        tx.tenant(),
                        seller.id(),
                        seller.invoicePrefix().value(),
                        seller.creditNotePrefix().value())
                .replaceWithVoid();
    }

    private static Seller seller(Row row) {
        return new Seller(
                row.getUUID("id"),
                row.getLong("version"),
                row.getString("name"),
                new Address(
                        row.getString("street"),
                        row.getString("city"),
                        row.getString("postal_code"),
                        row.getString("country_code")),
                row.getString("vat_id"),
                row.getString("iban"),
                ZoneId.of(row.getString("time_zone")),
                new NumberingPrefix(row.getString("invoice_prefix")),
                new NumberingPrefix(row.getString("credit_note_prefix")),
                row.getShort("number_width"));
    }
}
