package io.receivables.invoicing.vatrate;

import io.receivables.chassis.tx.PgTx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The dated table of VAT rates: delivered rows of tenant '*' and the tenant's own. */
@ApplicationScoped
class VatRateRepository {
    /** True unless a row for the same rate overlaps in time; rows of one tenant are added one after the other. */
    Uni<Boolean> insert(PgTx tx, VatRate rate) {
        return tx.execute("select pg_advisory_xact_lock(hashtext('vat-rates'), hashtext($1))", tx.tenant())
                .chain(() -> tx.execute(
                        """
                        insert into vat_rates (tenant_id, id, country, category, rate, valid_from, valid_to)
                        select $1, $2, $3, $4, $5, $6, $7
                         where not exists (select 1 from vat_rates v
                                            where v.tenant_id in ($1, '*') and v.country = $3 and v.category = $4
                                              and v.rate = $5
                                              and daterange(v.valid_from, v.valid_to, '[]')
                                                  && daterange($6::date, $7::date, '[]'))""",
                        tx.tenant(),
                        rate.vatRateId(),
                        rate.country(),
                        rate.category(),
                        rate.rate(),
                        rate.validFrom(),
                        rate.validTo().orElse(null)))
                .map(rows -> rows == 1);
    }

    Uni<List<VatRate>> list(
            PgTx tx, Optional<String> country, Optional<LocalDate> on, Optional<Position> after, int limit) {
        return tx.query(
                        """
                        select id, country, category, rate, valid_from, valid_to, tenant_id = '*' as delivered
                          from vat_rates
                         where tenant_id in ($1, '*')
                           and (country, valid_from, id) > ($2, $3, $4)
                           and ($5::text is null or country = $5)
                           and ($6::date is null or $6 between valid_from and coalesce(valid_to, 'infinity'))
                         order by country, valid_from, id limit $7""",
                        tx.tenant(),
                        after.map(Position::country).orElse(""),
                        after.map(Position::validFrom).orElse(LocalDate.of(1, 1, 1)),
                        after.map(Position::id).orElse(new UUID(0, 0)),
                        country.orElse(null),
                        on.orElse(null),
                        limit + 1)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(VatRateRepository::rate)
                        .toList());
    }

    private static VatRate rate(Row row) {
        return new VatRate(
                row.getUUID("id"),
                row.getString("country"),
                row.getString("category"),
                row.getBigDecimal("rate").stripTrailingZeros(),
                row.getLocalDate("valid_from"),
                Optional.ofNullable(row.getLocalDate("valid_to")),
                row.getBoolean("delivered"));
    }

    /** Sort position of the list. */
    record Position(String country, LocalDate validFrom, UUID id) {}
}
