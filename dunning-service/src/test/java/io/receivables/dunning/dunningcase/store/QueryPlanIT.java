package io.receivables.dunning.dunningcase.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.dunning.support.CopiedCases;
import io.receivables.dunning.support.Database;
import io.receivables.dunning.support.DunningIT;
import io.receivables.dunning.support.World;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The statements of the sweep run every second, and worklists are looked at all day, so that they must not read the table. */
@QuarkusTest
class QueryPlanIT extends DunningIT {

    @Test
    void sweepFindsDueCasesThroughItsIndexesAmongAHundredThousand() {
        try (World world = new World()) {
            world.dunned(world.invoice(world.customer("en", world.tenant + "@debtor.example")));
            CopiedCases.make(world.tenant, 100_000, "next_action_at = next_action_at + interval '30 years'");
            Database.change(
                    world.tenant,
                    """
                    insert into parked_events (id, tenant_id, consumer, topic, kafka_partition, kafka_offset,
                        aggregate_id, sequence, headers, reason, detail, recorded_at)
                    select gen_random_uuid(), tenant_id, 'dunning-service.open-items', 'receivables.payment.open-items',
                        0, row_number() over (), invoice_id, 2, '[]', 'GAP', 'sequence 1 is missing', now()
                    from cases limit 20000""");
            Database.analyze("cases");
            Database.analyze("parked_events");

            assertThat(plan(world.tenant, DueCaseRepository.CLAIM))
                    .contains("cases_to_remind", "parked_events_open")
                    .doesNotContain("Seq Scan")
                    .doesNotContainPattern("Sort Key: c\\w*\\.next_action_at");
            assertThat(plan(world.tenant, DueCaseRepository.TURN_DUE))
                    .contains("cases_to_turn_due")
                    .doesNotContain("Seq Scan on cases");
            Database.change(world.tenant, "update cases set state = 'OVERDUE' where id::text like '%00'");
            Database.analyze("cases");
            assertThat(String.join("\n", Database.texts(world.tenant, "explain " + worklist(world.tenant))))
                    .contains("cases_of_state")
                    .doesNotContain("Seq Scan", "Sort");
            Database.change(world.tenant, "delete from parked_events");
            CopiedCases.remove(world.tenant);
        }
    }

    /** The overdue cases, as the API lists them. */
    private static String worklist(String tenant) {
        return CaseQueries.LIST
                .replace("$1", "'" + tenant + "'")
                .replace("$4", "'OVERDUE'")
                .replace("$7", "51")
                .replaceAll("\\$\\d", "null");
    }

    private static String plan(String tenant, String sql) {
        List<String> lines = Database.texts(
                tenant,
                "explain "
                        + sql.replace("$1", "'" + tenant + "'")
                                .replace("$2", "timestamptz '2020-01-01'")
                                .replace("$3", "100")
                                .replace("$4", "'{}'"));
        return String.join("\n", lines);
    }
}
