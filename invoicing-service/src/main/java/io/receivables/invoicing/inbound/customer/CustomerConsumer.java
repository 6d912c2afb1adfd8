package io.receivables.invoicing.inbound.customer;

import io.receivables.chassis.events.EventHandler;
import io.receivables.chassis.events.Inbox;
import io.receivables.chassis.events.ReceivedEvent;
import io.receivables.chassis.tx.PgTx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Keeps the private copy of customers; the newest state of each customer wins, a batch is one statement. */
@ApplicationScoped
public class CustomerConsumer implements EventHandler {
    private static final Set<String> TYPES = Set.of("CustomerRegistered.v1", "CustomerChanged.v1");
    private static final String UPSERT =
            """
            insert into customers as c (tenant_id, id, sequence, external_id, name, kind, language, time_zone, country_code,
                                        region, vat_id, terms_kind, terms_days)
            select $1, u.* from unnest($2::uuid[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                                       $9::text[], $10::text[], $11::text[], $12::text[], $13::int[]) as u
            on conflict (tenant_id, id) do update
               set sequence = excluded.sequence, external_id = excluded.external_id, name = excluded.name,
                   kind = excluded.kind, language = excluded.language, time_zone = excluded.time_zone,
                   country_code = excluded.country_code, region = excluded.region, vat_id = excluded.vat_id,
                   terms_kind = excluded.terms_kind, terms_days = excluded.terms_days
             where c.sequence < excluded.sequence""";

    private final Inbox inbox;

    CustomerConsumer(Inbox inbox) {
        this.inbox = inbox;
    }

    @Incoming("customers")
    Uni<Void> consume(ConsumerRecords<String, byte[]> batch) {
        return inbox.receive(batch, this);
    }

    @Override
    public String consumer() {
        return "invoicing-service.customers";
    }

    @Override
    public Uni<Void> apply(PgTx tx, ReceivedEvent event) {
        return applyAll(tx, List.of(event));
    }

    @Override
    public Uni<Void> applyAll(PgTx tx, List<ReceivedEvent> events) {
        Map<UUID, Version> newest = new LinkedHashMap<>();
        for (var event : events) {
            if (TYPES.contains(event.type())) {
                newest.put(event.subject(), new Version(event.sequence(), event.as(CustomerState.class)));
            }
        }
        return newest.isEmpty() ? Uni.createFrom().voidItem() : upsert(tx, List.copyOf(newest.values()));
    }

    private static Uni<Void> upsert(PgTx tx, List<Version> all) {
        return tx.execute(
                        UPSERT,
                        tx.tenant(),
                        column(all, UUID[]::new, CustomerState::customerId),
                        all.stream().map(Version::sequence).toArray(Long[]::new),
                        column(all, String[]::new, CustomerState::externalId),
                        column(all, String[]::new, CustomerState::name),
                        column(all, String[]::new, CustomerState::kind),
                        column(all, String[]::new, CustomerState::language),
                        column(all, String[]::new, c -> c.timeZone().getId()),
                        column(all, String[]::new, c -> c.address().countryCode()),
                        column(all, String[]::new, c -> c.region().orElse(null)),
                        column(all, String[]::new, c -> c.vatId().orElse(null)),
                        column(all, String[]::new, c -> c.paymentTerms().kind()),
                        column(all, Integer[]::new, c -> c.paymentTerms().days()))
                .replaceWithVoid();
    }

    private static <T> T[] column(List<Version> rows, IntFunction<T[]> array, Function<CustomerState, T> value) {
        return rows.stream().map(row -> value.apply(row.state())).toArray(array);
    }

    private record Version(long sequence, CustomerState state) {}
}
