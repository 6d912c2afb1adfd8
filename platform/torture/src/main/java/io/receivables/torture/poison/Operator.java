package io.receivables.torture.poison;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.ServiceName;
import io.receivables.torture.Finding;
import io.receivables.torture.history.Client;
import io.receivables.torture.history.History;
import io.receivables.torture.history.Reply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What a person does about parked events of one tenant in one service, through the API alone. */
final class Operator {

    private static final String PATH = "/v1/parked-events";
    private static final int ROUNDS = 10;

    private final Client client;
    private final ServiceName service;
    private final List<Finding> findings = new ArrayList<>();
    private long freed;

    Operator(LocalSystem system, ServiceName service, String tenant) {
        this.client = new Client(system, tenant, new History());
        this.service = service;
    }

    /** Where the records that are parked now came from. */
    Set<String> places() {
        Set<String> places = new HashSet<>();
        for (JsonNode event : parked("")) {
            places.add(Dose.place(
                    event.path("topic").asText(),
                    event.path("partition").asInt(),
                    event.path("offset").asLong()));
        }
        return places;
    }

    private List<JsonNode> parked(String query) {
        return client.all(service, PATH + query);
    }

    /** Tries all again, gives up what stays poison, passes over what never comes; until nothing is parked. */
    void free() {
        for (int round = 0; round < ROUNDS && !parked("").isEmpty(); round++) {
            redrive();
            for (String kind : List.of("POISON", "UNREADABLE")) {
                parked("?kind=" + kind).forEach(this::giveUp);
            }
            parked("").stream()
                    .filter(event -> event.path("aggregateId").isTextual())
                    .sorted(Comparator.comparingLong(
                            event -> event.path("sequence").asLong()))
                    .forEach(this::skip);
        }
        parked("")
                .forEach(left -> findings.add(
                        Finding.of("parked event " + left.path("id").asText(), "cannot be freed: " + left)));
    }

    private void redrive() {
        Reply reply = client.post(service, PATH + "/redrives", Map.of("reason", "Tried again"), "");
        if (reply.ok()) {
            freed += reply.json().path("applied").asLong();
        } else {
            findings.add(Finding.of("the re-drive of all in " + service.id(), reply.body()));
        }
    }

    private void giveUp(JsonNode event) {
        String path = PATH + "/" + event.path("id").asText();
        Reply seen = client.tryGet(service, path);
        if (!seen.ok()) {
            findings.add(Finding.of(path + " of " + service.id(), "cannot be looked at: " + seen.body()));
        }
        Reply reply = client.post(service, path + "/discards", Map.of("reason", "Poison"), "");
        if (reply.ok()) {
            freed++;
        } else if (reply.status() != 409) {
            findings.add(Finding.of(path + " of " + service.id(), "cannot be discarded: " + reply.body()));
        }
    }

    /** A follower may have been applied since it was listed: 409 says so. */
    private void skip(JsonNode event) {
        Map<String, Object> request = Map.of(
                "consumer", event.path("consumer").asText(),
                "topic", event.path("topic").asText(),
                "aggregateId", event.path("aggregateId").asText(),
                "toSequence", event.path("sequence").asLong(),
                "reason", "Never comes");
        Reply reply =
                client.post(service, PATH + "/skips", request, UUID.randomUUID().toString());
        if (reply.ok()) {
            freed++;
        } else if (reply.status() != 409) {
            findings.add(Finding.of(
                    "aggregate " + event.path("aggregateId").asText() + " in " + service.id(),
                    "cannot go on: " + reply.body()));
        }
    }

    /** How many calls freed something. */
    long freed() {
        return freed;
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }
}
