package io.receivables.torture.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.ServiceName;
import io.receivables.torture.Finding;
import io.receivables.torture.history.Client;
import io.receivables.torture.history.History;
import io.receivables.torture.history.Pauses;
import io.receivables.torture.history.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** I8: reports derived anew from the topics alone equal the live ones; reporting-service compares them row by row. */
public final class Rebuilds {

    private final LocalSystem system;
    private final Duration limit;

    public Rebuilds(LocalSystem system, Duration limit) {
        this.system = system;
        this.limit = limit;
    }

    /** Nothing when the tenant's reports were equal. */
    public List<Finding> differences(String tenant) {
        Client client = new Client(system, tenant, new History());
        Reply reply = client.post(
                ServiceName.REPORTING,
                "/v1/rebuilds",
                Map.of("reason", "Torture"),
                UUID.randomUUID().toString());
        String path = "/v1/rebuilds/" + reply.json().path("rebuildId").asText();
        boolean ended = Pauses.until(
                limit, () -> rebuild(client, path).path("finishedAt").isTextual());
        JsonNode rebuild = rebuild(client, path);
        return ended && rebuild.path("equal").asBoolean()
                ? List.of()
                : List.of(Finding.of("reports of " + tenant, rebuild.toString()));
    }

    private static JsonNode rebuild(Client client, String path) {
        return client.get(ServiceName.REPORTING, path).path("rebuild");
    }
}
