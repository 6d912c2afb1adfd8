package io.receivables.torture.overload;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.ServiceName;
import io.receivables.torture.api.Reply;
import io.receivables.torture.api.Request;
import io.receivables.torture.api.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;

/** Sends small payments: as fast as they are answered, or at a rate that does not ask whether they are. */
final class Load {

    /** Connections of a storm: enough to keep up its rate when an answer takes a third of a second. */
    private static final int STORM_SENDERS = 512;

    private final LocalSystem system;
    private final String token;
    private final AtomicInteger number = new AtomicInteger();

    Load(LocalSystem system, String tenant) {
        this.system = system;
        this.token = system.tokens().token(tenant, "torture", "finance");
    }

    /** This many senders, each of which sends again when it has its answer. */
    List<Shot> closed(int senders, Duration length) {
        return send(senders, length, turn -> 0);
    }

    /** Calls at this rate, evenly spread, whatever becomes of them. */
    List<Shot> open(long perSecond, Duration length) {
        long gap = TimeUnit.SECONDS.toNanos(1) / perSecond;
        return send(STORM_SENDERS, length, turn -> turn * gap);
    }

    /** @param due when each call is due, in nanoseconds after the start */
    private List<Shot> send(int senders, Duration length, LongUnaryOperator due) {
        AtomicInteger turns = new AtomicInteger();
        long start = System.nanoTime();
        List<Sender> all = IntStream.range(0, senders)
                .mapToObj(i -> new Sender(start, length.toNanos(), turns, due))
                .toList();
        all.forEach(Thread::start);
        all.forEach(Load::join);
        return all.stream().flatMap(sender -> sender.shots.stream()).toList();
    }

    private static void join(Thread sender) {
        try {
            sender.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One connection. */
    private final class Sender extends Thread {
        private final long start;
        private final long length;
        private final AtomicInteger turns;
        private final LongUnaryOperator due;
        private final List<Shot> shots = new ArrayList<>();

        Sender(long start, long length, AtomicInteger turns, LongUnaryOperator due) {
            super("sender");
            this.start = start;
            this.length = length;
            this.turns = turns;
            this.due = due;
        }

        @Override
        public void run() {
            try (Wire wire = new Wire(system.settings().ports())) {
                while (await(start + due.applyAsLong(turns.getAndIncrement())) < start + length) {
                    shots.add(shoot(wire, start));
                }
            }
        }

        /** Waits until then and answers what time it is. */
        private long await(long then) {
            long now = System.nanoTime();
            while (now < then && now < start + length) {
                LockSupport.parkNanos(then - now);
                now = System.nanoTime();
            }
            return now;
        }
    }

    private Shot shoot(Wire wire, long start) {
        int id = number.incrementAndGet();
        String body = "{\"method\":\"CASH\",\"amount\":{\"amount\":\"0.01\",\"currency\":\"EUR\"},\"reason\":\"shot "
                + id + "\"}";
        Request request = new Request(
                "POST",
                "/v1/payments",
                Map.of(
                        "Authorization", "Bearer " + token,
                        "Content-Type", "application/json",
                        "Idempotency-Key", "shot-" + id),
                body.getBytes(StandardCharsets.UTF_8));
        long begun = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        try {
            return answered(begun, wire.send(ServiceName.PAYMENT, request));
        } catch (IOException e) {
            return new Shot(begun, 0, 0, "", "shot " + id + " was not answered: " + e);
        }
    }

    private static Shot answered(long begun, Reply reply) {
        long millis = TimeUnit.NANOSECONDS.toMillis(reply.nanos());
        if (reply.status() == 201) {
            String payment =
                    reply.json().map(json -> json.path("paymentId").asText()).orElse("");
            return new Shot(begun, millis, 201, payment, payment.isEmpty() ? "was acknowledged without an id" : "");
        }
        boolean shed = (reply.status() == 429 || reply.status() == 503)
                && reply.header("retry-after").matches("[1-9]\\d*")
                && !reply.json().map(Load::code).orElse("").isEmpty();
        return new Shot(
                begun, millis, reply.status(), "", shed ? "" : "was answered " + reply.status() + ": " + reply.text());
    }

    private static String code(JsonNode problem) {
        return problem.path("code").asText();
    }
}
