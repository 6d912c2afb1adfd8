package io.receivables.torture.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.system.ServiceName;
import io.receivables.torture.Finding;
import io.receivables.torture.history.Client;
import io.receivables.torture.history.Pauses;
import io.receivables.torture.history.Reply;
import io.receivables.torture.world.Ground;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Have the books stated and compared while they change and while everything dies. Every copy is right in the end, so a difference
 * that a reconciliation reports is a false alarm, and one that does not end has lost a statement.
 */
final class Bookkeepers {

    private static final long PAUSE_MILLIS = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String PATH = "/v1/reconciliations";
    /** Who states a book, and who compares a copy of it. */
    private static final Map<ServiceName, List<ServiceName>> BOOKS = Map.of(
            ServiceName.PAYMENT,
                    List.of(ServiceName.PAYMENT, ServiceName.INVOICING, ServiceName.DUNNING, ServiceName.REPORTING),
            ServiceName.INVOICING, List.of(ServiceName.INVOICING, ServiceName.PAYMENT));

    private record Run(Client client, ServiceName owner, String id) {}

    private final List<Ground> grounds;
    private final List<Run> begun = new ArrayList<>();
    private int asked;
    private long compared;
    private long manyParts;

    Bookkeepers(List<Ground> grounds) {
        this.grounds = grounds;
    }

    /** Asks for one book of one tenant after the other, for each once at least, until it is over. */
    void workUntil(BooleanSupplier over) {
        do {
            for (Ground ground : grounds) {
                for (ServiceName owner : BOOKS.keySet()) {
                    ask(ground.client(), owner).ifPresent(begun::add);
                    Pauses.millis(PAUSE_MILLIS);
                }
            }
        } while (!over.getAsBoolean());
    }

    /** A book that is being stated is left alone; answers nothing then. */
    private Optional<Run> ask(Client client, ServiceName owner) {
        asked++;
        Reply reply = client.post(owner, PATH, Map.of(), "books-" + asked);
        return reply.code().equals("conflict")
                ? Optional.empty()
                : Optional.of(new Run(
                        client,
                        owner,
                        Ground.expect(reply).json().path("reconciliationId").asText()));
    }

    /**
     * Waits until every reconciliation has ended everywhere, asks for every book once more, now that it is as large as it gets, and waits again;
     * answers those that did not end, and what was reported.
     */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        compared = judge(begun, findings);
        judge(askOnceMore(findings), findings);
        return findings;
    }

    private List<Run> askOnceMore(List<Finding> findings) {
        List<Run> last = new ArrayList<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (Ground ground : grounds) {
            for (ServiceName owner : BOOKS.keySet()) {
                Optional<Run> run = ask(ground.client(), owner);
                while (run.isEmpty() && System.nanoTime() < end) {
                    Pauses.millis(PAUSE_MILLIS);
                    run = ask(ground.client(), owner);
                }
                run.ifPresentOrElse(
                        last::add,
                        () -> findings.add(Finding.of(
                                "books of " + ground.client().tenant(),
                                "are being stated for too long in " + owner.id())));
            }
        }
        return last;
    }

    /** How many statements and comparisons have ended. */
    private long judge(List<Run> runs, List<Finding> findings) {
        long ended = 0;
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (Run run : runs) {
            for (ServiceName service : BOOKS.get(run.owner())) {
                Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
                if (Pauses.until(left, () -> hasEnded(run, service))) {
                    ended++;
                    judge(run, service, findings);
                } else {
                    findings.add(Finding.of("reconciliation " + run.id(), "has not ended in " + service.id()));
                }
            }
        }
        return ended;
    }

    private static boolean hasEnded(Run run, ServiceName service) {
        Reply reply = run.client().tryGet(service, PATH + "/" + run.id());
        return reply.ok() && reply.json().path("state").asText().equals("COMPLETED");
    }

    private void judge(Run run, ServiceName service, List<Finding> findings) {
        JsonNode ended = run.client().get(service, PATH + "/" + run.id());
        manyParts += ended.path("parts").asInt() > 1 ? 1 : 0;
        if (ended.path("differences").asLong() > 0) {
            findings.add(new Finding(
                    "reconciliation " + run.id() + " in " + service.id() + " of "
                            + run.client().tenant(),
                    "reported differences though every copy came to be right: " + ended,
                    run.client().all(service, PATH + "/" + run.id() + "/differences").stream()
                            .map(JsonNode::toString)
                            .toList()));
        }
    }

    /** Statements and comparisons that have ended, without those of the last round. */
    long compared() {
        return compared;
    }

    /** Those of books that were stated in several parts. */
    long inManyParts() {
        return manyParts;
    }
}
