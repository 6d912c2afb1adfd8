package io.receivables.invoicing.invoice.store;

import io.receivables.chassis.failpoint.Failpoint;
import io.receivables.chassis.tx.PgTx;
import io.receivables.invoicing.invoice.model.BuyerParty;
import io.receivables.invoicing.invoice.model.InvoiceDraft;
import io.receivables.invoicing.invoice.model.PaymentTerms;
import io.receivables.invoicing.invoice.model.SellerParty;
import io.receivables.invoicing.invoice.model.Vat;
import io.receivables.invoicing.invoice.store.IssueContext.Buyer;
import io.receivables.invoicing.invoice.store.IssueContext.Issuer;
import io.receivables.invoicing.invoice.store.IssueContext.Known;
import io.receivables.invoicing.seller.Address;
import io.receivables.invoicing.seller.NumberingPrefix;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads seller, customer, VAT rates and earlier use of the external id, and moves the number counter, in one round trip.
 * The counter row stays locked until the transaction ends, so a refused invoice gives its number back.
 */
@ApplicationScoped
public class IssueContextQuery {
    private static final String SQL =
            """
            with seller as (select * from sellers where tenant_id = $1 and id = $2),
                 customer as (select * from customers where tenant_id = $1 and id = $3),
                 known as (select id, content_hash from invoices where tenant_id = $1 and external_id = $4::text),
                 missing as (
                     select array_agg(wanted) as rates
                       from unnest($5::numeric[]) wanted, seller s
                      where not exists (
                            select 1 from vat_rates v
                             where v.tenant_id in ($1, '*') and v.country = s.country_code and v.category = 'S'
                               and v.rate = wanted
                               and coalesce($6::date, ($7::timestamptz at time zone s.time_zone)::date)
                                   between v.valid_from and coalesce(v.valid_to, 'infinity'))),
                 counter as (
                     update numbering_series n set last_number = last_number + 1
                       from seller s
                      where $8::boolean and n.tenant_id = $1 and n.seller_id = s.id and n.document_type = 'INVOICE'
                        and n.prefix = s.invoice_prefix
                        and exists (select 1 from customer) and not exists (select 1 from known)
                     returning n.prefix, n.last_number)
            select s.name, s.street, s.city, s.postal_code, s.country_code, s.vat_id, s.iban, s.time_zone, s.number_width,
                   c.external_id as c_external_id, c.name as c_name, c.kind as c_kind, c.language as c_language,
                   c.time_zone as c_time_zone, c.country_code as c_country_code, c.region as c_region,
                   c.vat_id as c_vat_id, c.terms_kind as c_terms_kind, c.terms_days as c_terms_days,
                   n.prefix, n.last_number, m.rates, k.id as known_id, k.content_hash as known_hash
              from missing m
              left join seller s on true
              left join customer c on true
              left join counter n on true
              left join known k on true""";

    /** @param takeNumber whether to move the seller's invoice counter */
    public Uni<IssueContext> read(PgTx tx, InvoiceDraft draft, Optional<String> externalId, boolean takeNumber) {
        return tx.query(
                        SQL,
                        tx.tenant(),
                        draft.sellerId(),
                        draft.customerId(),
                        externalId.orElse(null),
                        taxedRates(draft),
                        draft.wishes().issueDate().orElse(null),
                        tx.now(),
                        takeNumber)
                .invoke(() -> Failpoint.reach("numbering.after-increment"))
                .map(rows -> context(rows.iterator().next()));
    }

    private static BigDecimal[] taxedRates(InvoiceDraft draft) {
        return draft.content()
                .vats()
                .filter(vat -> vat.category().taxed())
                .map(Vat::rate)
                .distinct()
                .toArray(BigDecimal[]::new);
    }

    private static IssueContext context(Row row) {
        return new IssueContext(issuer(row), buyer(row), number(row), missing(row), known(row));
    }

    private static Optional<Issuer> issuer(Row row) {
        if (row.getString("name") == null) {
            return Optional.empty();
        }
        var address = new Address(
                row.getString("street"),
                row.getString("city"),
                row.getString("postal_code"),
                row.getString("country_code"));
        var party = new SellerParty(row.getString("name"), row.getString("vat_id"), row.getString("iban"), address);
        return Optional.of(new Issuer(party, ZoneId.of(row.getString("time_zone"))));
    }

    private static Optional<Buyer> buyer(Row row) {
        if (row.getString("c_name") == null) {
            return Optional.empty();
        }
        var party = new BuyerParty(
                row.getString("c_external_id"),
                row.getString("c_name"),
                row.getString("c_kind"),
                row.getString("c_language"),
                row.getString("c_time_zone"),
                row.getString("c_country_code"),
                Optional.ofNullable(row.getString("c_region")),
                Optional.ofNullable(row.getString("c_vat_id")));
        var terms = new PaymentTerms(
                PaymentTerms.Kind.valueOf(row.getString("c_terms_kind")), row.getInteger("c_terms_days"));
        return Optional.of(new Buyer(party, terms));
    }

    private static Optional<String> number(Row row) {
        return Optional.ofNullable(row.getLong("last_number"))
                .map(n -> NumberingPrefix.number(row.getString("prefix"), n, row.getShort("number_width")));
    }

    private static List<BigDecimal> missing(Row row) {
        var rates = (Object[]) row.getValue("rates");
        return rates == null
                ? List.of()
                : Arrays.stream(rates).map(r -> new BigDecimal(r.toString())).toList();
    }

    private static Optional<Known> known(Row row) {
        return Optional.ofNullable(row.getUUID("known_id"))
                .map(id -> new Known(id, row.getBuffer("known_hash").getBytes()));
    }
}
