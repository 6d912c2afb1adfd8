package io.receivables.dunning.reconciliation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.receivables.chassis.id.Ids;
import io.receivables.dunning.support.World;
import io.receivables.testkit.Awaits;
import io.receivables.testkit.EventContracts;
import io.receivables.testkit.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** Payment-service states its open items: one part, and the end when asked for. */
final class StatedBooks {
    private final World world;
    private final UUID runId = Ids.next();
    private final List<ObjectNode> items = new ArrayList<>();
    private final Instant openedAt = Instant.now();

    StatedBooks(World world) {
        this.world = world;
    }

    /** An item as payment-service has it. */
    StatedBooks item(UUID invoice, String open, long version) {
        ObjectNode item = EventContracts.example("OpenItemsStated.v1")
                .withArray("items")
                .get(0)
                .deepCopy();
        item.put("invoiceId", invoice.toString())
                .put("openAmount", open)
                .put("creditedAmount", "0.00")
                .put("status", "PARTLY_SETTLED")
                .put("openItemVersion", version);
        items.add(item);
        return this;
    }

    /** Sends the part and waits until it is compared. */
    StatedBooks state() {
        items.sort(Comparator.comparing(item -> item.path("invoiceId").asText()));
        ObjectNode part = EventContracts.example("OpenItemsStated.v1");
        part.put("runId", runId.toString()).put("openedAt", openedAt.toString()).remove("toId");
        part.putArray("items").addAll(items);
        world.send("OpenItemsStated.v1", runId, part);
        awaitState("COMPARING");
        return this;
    }

    /** Closes the books and waits until everything found is settled; gives the run. */
    JsonNode close() {
        ObjectNode closed = EventContracts.example("BooksClosed.v1");
        closed.put("runId", runId.toString()).put("openedAt", openedAt.toString());
        world.send("receivables.payment.books", "BooksClosed.v1", runId, closed);
        awaitState("COMPLETED");
        return run();
    }

    JsonNode differences() {
        return get("/v1/reconciliations/" + runId + "/differences").path("items");
    }

    UUID runId() {
        return runId;
    }

    private JsonNode run() {
        return get("/v1/reconciliations/" + runId);
    }

    private void awaitState(String state) {
        Awaits.until(
                "run " + runId + " is " + state,
                () -> state.equals(run().path("state").asText()));
    }

    private JsonNode get(String path) {
        return Json.parse(world.as("finance").get(path).asString());
    }
}
