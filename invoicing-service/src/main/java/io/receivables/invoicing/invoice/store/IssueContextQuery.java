package io.receivables.invoicing.invoice.store;

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
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** Reads seller, customer, VAT rates and earlier use of the external id of any number of drafts in one round trip. */
@ApplicationScoped
public class IssueContextQuery {
    /** Each row is looked up by its key, whatever the planner believes of the tables: that is what the limits are for. */
    private static final String SQL =
            """
            with wanted as (
                     select * from unnest($2::int[], $3::uuid[], $4::uuid[], $5::text[], $6::date[])
                         as w (n, seller_id, customer_id, external_id, issue_date)),
                 rate as (select * from unnest($7::int[], $8::numeric[]) as r (n, rate))
            select s.name, s.street, s.city, s.postal_code, s.country_code, s.vat_id, s.iban, s.time_zone,
                   c.external_id as c_external_id, c.name as c_name, c.kind as c_kind, c.language as c_language,
                   c.time_zone as c_time_zone, c.country_code as c_country_code, c.region as c_region,
                   c.vat_id as c_vat_id, c.terms_kind as c_terms_kind, c.terms_days as c_terms_days,
                   m.rates, k.id as known_id, k.content_hash as known_hash, k.number is not null as known_issued
              from wanted w
              left join lateral (select * from sellers where tenant_id = $1 and id = w.seller_id limit 1) s on true
              left join lateral (select * from customers where tenant_id = $1 and id = w.customer_id limit 1) c on true
              left join lateral (
                   select id, content_hash, number from invoices
                    where tenant_id = $1 and external_id = w.external_id limit 1) k on true
              left join lateral (
                   select array_agg(r.rate) as rates from rate r
                    where r.n = w.n and s.id is not null and not exists (
                          select 1 from vat_rates v
                           where v.tenant_id in ($1, '*') and v.country = s.country_code and v.category = 'S'
                             and v.rate = r.rate
                             and coalesce(w.issue_date, ($9::timestamptz at time zone s.time_zone)::date)
                                 between v.valid_from and coalesce(v.valid_to, 'infinity'))) m on true
             order by w.n""";

    /** The context of one draft. */
    public Uni<IssueContext> read(PgTx tx, InvoiceDraft draft, Optional<String> externalId) {
        return readAll(tx, List.of(draft), List.of(externalId)).map(contexts -> contexts.get(0));
    }

    /** The contexts of the drafts, in their order. */
    public Uni<List<IssueContext>> readAll(PgTx tx, List<InvoiceDraft> drafts) {
        return readAll(tx, drafts, drafts.stream().map(InvoiceDraft::externalId).toList());
    }

    private static Uni<List<IssueContext>> readAll(
            PgTx tx, List<InvoiceDraft> drafts, List<Optional<String>> externalIds) {
        var rateOf = new ArrayList<Integer>();
        var rates = new ArrayList<BigDecimal>();
        for (int n = 0; n < drafts.size(); n++) {
            for (var rate : taxedRates(drafts.get(n))) {
                rateOf.add(n);
                rates.add(rate);
            }
        }
        return tx.query(
                        SQL,
                        tx.tenant(),
                        IntStream.range(0, drafts.size()).boxed().toArray(Integer[]::new),
                        drafts.stream().map(InvoiceDraft::sellerId).toArray(UUID[]::new),
                        drafts.stream().map(InvoiceDraft::customerId).toArray(UUID[]::new),
                        externalIds.stream().map(id -> id.orElse(null)).toArray(String[]::new),
                        drafts.stream()
                                .map(draft -> draft.wishes().issueDate().orElse(null))
                                .toArray(LocalDate[]::new),
                        rateOf.toArray(Integer[]::new),
                        rates.toArray(BigDecimal[]::new),
                        tx.now())
                .map(rows -> {
                    var contexts = new ArrayList<IssueContext>(drafts.size());
                    rows.forEach(row -> contexts.add(context(row)));
                    return contexts;
                });
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
        return new IssueContext(issuer(row), buyer(row), missing(row), known(row));
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

    private static List<BigDecimal> missing(Row row) {
        var rates = (Object[]) row.getValue("rates");
        return rates == null
                ? List.of()
                : Arrays.stream(rates).map(r -> new BigDecimal(r.toString())).toList();
    }

    private static Optional<Known> known(Row row) {
        return Optional.ofNullable(row.getUUID("known_id"))
                .map(id -> new Known(id, row.getBuffer("known_hash").getBytes(), row.getBoolean("known_issued")));
    }
}
