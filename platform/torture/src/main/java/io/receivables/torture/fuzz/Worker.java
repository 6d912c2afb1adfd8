package io.receivables.torture.fuzz;

import io.receivables.local.system.LocalSystem;
import io.receivables.torture.api.Caller;
import io.receivables.torture.api.Operation;
import io.receivables.torture.api.Reply;
import io.receivables.torture.api.Request;
import io.receivables.torture.api.Requests;
import io.receivables.torture.api.TenantRows;
import io.receivables.torture.api.Wire;
import io.receivables.torture.api.World;
import io.receivables.torture.fuzz.Mutations.Spoilt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One of the senders; has a tenant of its own, so that what it does is not mixed with what the others do. */
final class Worker implements AutoCloseable {

    private static final List<String> ALLOWED_TO_CHANGE = List.of("public.idempotency_keys");

    /** Short, because it is awaited thousands of times; what comes later is looked at again. */
    private static final Duration STILL = Duration.ofMillis(150);

    private static final Duration STILL_AGAIN = Duration.ofSeconds(1);

    private static final String STOP = "/v1/bill-runs/{id}/stop";
    private static final int LINES = 20_000;
    private static final int CANDIDATES = 12;

    private final List<Operation> operations;
    private final Map<String, Set<String>> methods;
    private final Tally tally;
    private final SplittableRandom random;
    private final Oracle oracle;
    private final Requests requests = new Requests();
    private final Wire wire;
    private final TenantRows rows;
    private final Caller caller;

    Worker(
            LocalSystem system,
            List<Operation> operations,
            Oracle oracle,
            Tally tally,
            SplittableRandom random,
            String mark)
            throws IOException {
        this.operations = operations;
        this.methods = operations.stream()
                .collect(Collectors.groupingBy(
                        o -> o.service() + o.path(), Collectors.mapping(Operation::method, Collectors.toSet())));
        this.oracle = oracle;
        this.tally = tally;
        this.random = random;
        this.wire = new Wire(system.settings().ports());
        World world = World.filled(system, "fuzz-" + mark.toLowerCase(java.util.Locale.ROOT), mark);
        this.rows = new TenantRows(system, world.tenant(), ALLOWED_TO_CHANGE);
        this.caller = Caller.of(system, wire, world, operations, random);
    }

    /** Sends this many requests, about a third of them good. */
    void send(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Operation operation = next();
            Request good = good(operation);
            boolean asItIs = tally.refused(operation) > 0 && random.nextInt(3) == 0;
            Spoilt spoilt = asItIs ? new Spoilt(good, false) : spoil(operation, good);
            judged(operation, spoilt);
        }
    }

    /** Of some, the one that was seldom seen to succeed or to be refused. */
    private Operation next() {
        return Stream.generate(() -> operations.get(random.nextInt(operations.size())))
                .limit(CANDIDATES)
                .min(Comparator.comparingInt(tally::seldom))
                .orElseThrow();
    }

    private Request good(Operation operation) throws IOException {
        Request good = requests.full(operation, caller, random);
        return operation.path().equals(STOP) ? stopOfARun(operation, good) : good;
    }

    /** A bill run soon ends by itself, so one is begun to be stopped; its lines say nothing, and it issues nothing. */
    private Request stopOfARun(Operation operation, Request stop) throws IOException {
        Map<String, String> headers = new HashMap<>(stop.headers());
        headers.put("Content-Type", "application/x-ndjson");
        headers.put("Idempotency-Key", stop.headers().get("Idempotency-Key") + "-run");
        byte[] lines = "{}\n".repeat(LINES).getBytes(StandardCharsets.UTF_8);
        String run = wire.send(operation.service(), new Request("POST", "/v1/bill-runs?dryRun=true", headers, lines))
                .header("location");
        return run.isEmpty() ? stop : new Request(stop.method(), run + "/stop", stop.headers(), stop.body());
    }

    private Spoilt spoil(Operation operation, Request good) {
        return Mutations.spoil(operation, good, methods.get(operation.service() + operation.path()), random);
    }

    private Reply judged(Operation operation, Spoilt spoilt) throws IOException {
        Reply reply;
        try {
            reply = spoilt.elsewhere()
                    ? wire.send(operation.service(), spoilt.request())
                    : caller.send(operation, spoilt.request());
        } catch (IOException e) {
            if (!Oracle.isTooLong(spoilt.request())) {
                tally.wrong(operation, "gives no answer: " + e.getMessage(), spoilt.request(), "");
            }
            return caller.get(operation, "/q/health/live");
        }
        tally.count(operation, spoilt.elsewhere(), reply);
        oracle.judge(operation, spoilt.request(), spoilt.elsewhere(), reply)
                .forEach(what -> tally.wrong(operation, what, spoilt.request(), reply.toString()));
        return reply;
    }

    /** While nothing else happens in the tenant: what is refused, and every GET, leaves all rows as they were. Returns how often that was seen. */
    int checkUnchanged(int count) throws IOException {
        int checked = 0;
        SortedMap<String, String> before = rows.awaitQuiet(STILL);
        while (checked < count) {
            Operation operation = operations.get(random.nextInt(operations.size()));
            Spoilt spoilt = spoil(operation, requests.full(operation, caller, random));
            Reply reply = judged(operation, spoilt);
            boolean harmless = reply.refused() || operation.isRead();
            boolean same = harmless && before.equals(rows.digest());
            checked += harmless ? 1 : 0;
            if (harmless && !same && changesAgain(operation, spoilt)) {
                String what = "changes rows although it answers " + reply.status();
                tally.wrong(operation, what, spoilt.request(), reply.toString());
            }
            before = same ? before : rows.awaitQuiet(STILL);
        }
        return checked;
    }

    /** A change in the background may coincide once, not three times. */
    private boolean changesAgain(Operation operation, Spoilt spoilt) throws IOException {
        for (int i = 0; i < 3; i++) {
            SortedMap<String, String> before = rows.awaitQuiet(STILL_AGAIN);
            judged(operation, spoilt);
            if (before.equals(rows.digest())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        wire.close();
        rows.close();
    }
}
