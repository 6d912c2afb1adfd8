package io.receivables.reporting.projection.customer;

import static io.receivables.reporting.projection.Sequenced.of;

import io.receivables.chassis.events.ReceivedEvent;
import io.receivables.chassis.tx.PgTx;
import io.receivables.reporting.projection.Columns;
import io.receivables.reporting.projection.Projection;
import io.receivables.reporting.projection.Sequenced;
import io.receivables.reporting.projection.Statements;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/** Keeps the latest state of each customer. */
@ApplicationScoped
public class CustomerProjection implements Projection {
    private static final String UPSERT =
            """
            insert into customers (tenant_id, customer_id, sequence, external_id, kind, name, country_code, region,
                                   language, time_zone, currency)
            select $1, c.*
              from unnest($2::uuid[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                          $9::text[], $10::text[], $11::text[]) c
            on conflict (tenant_id, customer_id) do update
               set sequence = excluded.sequence, external_id = excluded.external_id, kind = excluded.kind,
                   name = excluded.name, country_code = excluded.country_code, region = excluded.region,
                   language = excluded.language, time_zone = excluded.time_zone, currency = excluded.currency
             where customers.sequence < excluded.sequence""";

    @Override
    public String channel() {
        return "customers";
    }

    @Override
    public String topic() {
        return "receivables.customer.customers";
    }

    @Override
    public List<String> tables() {
        return List.of("customers");
    }

    @Override
    public Uni<Void> project(PgTx tx, List<ReceivedEvent> events) {
        var latest = new TreeMap<UUID, Sequenced<CustomerState>>();
        for (var event : events) {
            if (event.type().equals("CustomerRegistered.v1") || event.type().equals("CustomerChanged.v1")) {
                var state = event.as(CustomerState.class);
                latest.put(state.customerId(), new Sequenced<>(event, state));
            }
        }
        return Statements.inOrder(Statements.forRows(List.copyOf(latest.values()), rows -> upsert(tx, rows)));
    }

    private static Uni<Integer> upsert(PgTx tx, Columns<Sequenced<CustomerState>> rows) {
        return tx.execute(
                UPSERT,
                tx.tenant(),
                rows.uuid(of(CustomerState::customerId)),
                rows.number(Sequenced::sequence),
                rows.text(of(CustomerState::externalId)),
                rows.text(of(CustomerState::kind)),
                rows.text(of(CustomerState::name)),
                rows.optionalText(of(c -> c.address().flatMap(CustomerState.Address::countryCode))),
                rows.optionalText(of(CustomerState::region)),
                rows.text(of(CustomerState::language)),
                rows.text(of(CustomerState::timeZone)),
                rows.text(of(CustomerState::currency)));
    }
}
