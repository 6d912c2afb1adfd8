package io.receivables.torture.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.receivables.torture.Finding;
import io.receivables.torture.api.Caller;
import io.receivables.torture.api.Operation;
import io.receivables.torture.api.Reply;
import io.receivables.torture.api.Request;
import io.receivables.torture.api.Requests;
import io.receivables.torture.api.TenantRows;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Everything of a tenant, as its own administrator and as the database see it, to be compared later. */
final class Snapshot {

    private static final int IDS = 12;

    /** Longer than a busy machine keeps a consumer waiting. */
    private static final Duration STILL = Duration.ofSeconds(3);

    private final Map<String, Question> questions = new LinkedHashMap<>();
    private final Map<String, String> answers = new LinkedHashMap<>();
    private SortedMap<String, String> rows = new TreeMap<>();

    /** Asks every list and, where an id is needed, about several of the things there are. */
    static Snapshot of(TenantRows tenant, Caller owner, List<Operation> operations, RandomGenerator random)
            throws IOException {
        Snapshot snapshot = new Snapshot();
        Requests requests = new Requests();
        for (Operation operation : operations) {
            for (int i = 0; i < IDS && operation.isRead(); i++) {
                Optional<Request> request = requests.plain(operation, owner, random);
                request.ifPresent(
                        r -> snapshot.questions.put(operation.service() + r.target(), new Question(operation, r)));
            }
        }
        snapshot.ask(tenant, owner);
        return snapshot;
    }

    private void ask(TenantRows tenant, Caller owner) throws IOException {
        tenant.awaitQuiet(STILL);
        for (Map.Entry<String, Question> question : questions.entrySet()) {
            Reply reply = owner.send(
                    question.getValue().operation(), question.getValue().request());
            answers.put(question.getKey(), reply.status() + " " + withoutAge(reply));
        }
        rows = tenant.awaitQuiet(STILL);
    }

    /** How old the data of a report is changes by itself. */
    private static String withoutAge(Reply reply) {
        Optional<JsonNode> json = reply.json();
        if (json.orElse(null) instanceof ObjectNode object) {
            object.remove("freshness");
            object.remove("traceId");
            return object.toString();
        }
        return reply.text();
    }

    List<String> answers() {
        return List.copyOf(answers.values());
    }

    /** Asks the same again and says what is different. */
    List<Finding> changes(TenantRows tenant, Caller owner) throws IOException {
        Snapshot now = new Snapshot();
        now.questions.putAll(questions);
        now.ask(tenant, owner);
        List<Finding> changes = new ArrayList<>();
        answers.forEach((target, before) -> {
            if (!before.equals(now.answers.get(target))) {
                changes.add(new Finding(
                        target,
                        "the owner reads something else after others tried",
                        List.of(before, now.answers.get(target))));
            }
        });
        rows.forEach((table, before) -> {
            if (!Objects.equals(before, now.rows.get(table))) {
                changes.add(Finding.of(table, "rows changed: " + before + ", now " + now.rows.get(table)));
            }
        });
        return changes;
    }

    private record Question(Operation operation, Request request) {}
}
