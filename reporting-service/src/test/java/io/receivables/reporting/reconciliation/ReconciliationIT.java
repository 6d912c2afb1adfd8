package io.receivables.reporting.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.chassis.id.Ids;
import io.receivables.reporting.support.Business;
import io.receivables.reporting.support.ReportingTest;
import io.receivables.testkit.Awaits;
import io.receivables.testkit.EventContracts;
import io.receivables.testkit.Json;
import io.receivables.testkit.TopicFeeder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The projection of open items is compared with what payment-service states, and derived again where it is wrong. */
@QuarkusTest
class ReconciliationIT extends ReportingTest {
    @Test
    void aWrongAMissingAndAnExtraRowAreFoundAndDerivedAgain() {
        var business = new Business();
        var customer = business.customer("Ana");
        for (int i = 0; i < 4; i++) {
            business.issue(customer, "EUR", "10.00", "2026-01-01", "2026-01-31");
        }
        play(business);
        var before = content(tenant, "open_items");
        var stated = statedFromLive();
        var ids = stated.stream().map(item -> item.path("invoiceId").asText()).toList();
        rows(tenant, "update open_items set open_amount = 11 where invoice_id = '" + ids.get(0) + "'");
        rows(tenant, "delete from open_items where invoice_id = '" + ids.get(1) + "'");
        rows(
                tenant,
                "insert into open_items select tenant_id, gen_random_uuid(), 'X', customer_id, currency, due_date, 1, 0, 0, 1,"
                        + " 'OPEN', 1, latest_effective_date, null from open_items where invoice_id = '" + ids.get(2)
                        + "'");
        var found = differences(state(stated));

        assertThat(found.findValuesAsText("kind")).containsExactlyInAnyOrder("WRONG_CONTENT", "MISSING", "EXTRA");
        assertThat(found.findValuesAsText("state")).containsOnly("HEALED");
        assertThat(content(tenant, "open_items")).isEqualTo(before);
        assertThat(differences(state(stated))).isEmpty();
    }

    /** The items as the projection has them, which is what payment-service would state. */
    private List<ObjectNode> statedFromLive() {
        var items = new ArrayList<ObjectNode>();
        for (var row : rows(tenant, "select * from open_items")) {
            ObjectNode item = EventContracts.example("OpenItemsStated.v1")
                    .withArray("items")
                    .get(0)
                    .deepCopy();
            item.put("invoiceId", row.get("invoice_id").toString())
                    .put("customerId", row.get("customer_id").toString())
                    .put("currency", row.get("currency").toString())
                    .put("dueDate", row.get("due_date").toString())
                    .put("originalAmount", row.get("original_amount").toString())
                    .put("creditedAmount", row.get("credited_amount").toString())
                    .put("allocatedAmount", row.get("allocated_amount").toString())
                    .put("openAmount", row.get("open_amount").toString())
                    .put("status", row.get("status").toString())
                    .put("openItemVersion", (long) row.get("version"));
            items.add(item);
        }
        items.sort(Comparator.comparing(item -> item.path("invoiceId").asText()));
        return items;
    }

    /** Payment-service states these items; waits until they are compared and settled. */
    private UUID state(List<ObjectNode> items) {
        UUID run = Ids.next();
        var part = EventContracts.example("OpenItemsStated.v1").put("runId", run.toString());
        part.remove("toId");
        part.putArray("items").addAll(items);
        var closed = EventContracts.example("BooksClosed.v1").put("runId", run.toString());
        Thread.currentThread().setContextClassLoader(ReconciliationIT.class.getClassLoader());
        try (var payment = TopicFeeder.forTenant(tenant)) {
            payment.send("OpenItemsStated.v1", run, 1, part);
            payment.event("BooksClosed.v1", run, 2, closed)
                    .on("receivables.payment.books")
                    .send();
        }
        Awaits.until(
                "the end of run " + run,
                () -> read("/v1/reconciliations/" + run).path("state").asText().equals("COMPLETED"));
        return run;
    }

    private JsonNode differences(UUID run) {
        return read("/v1/reconciliations/" + run + "/differences").path("items");
    }

    private JsonNode read(String path) {
        return Json.parse(as("finance").get(path).asString());
    }
}
