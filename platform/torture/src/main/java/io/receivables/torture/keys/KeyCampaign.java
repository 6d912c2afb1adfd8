package io.receivables.torture.keys;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.LocalFailure;
import io.receivables.local.system.ServiceName;
import io.receivables.torture.Battlefield;
import io.receivables.torture.Campaign;
import io.receivables.torture.Finding;
import io.receivables.torture.Verdict;
import io.receivables.torture.Verdicts;
import io.receivables.torture.fault.Blow;
import io.receivables.torture.fault.Fault;
import io.receivables.torture.fault.Faults;
import io.receivables.torture.fault.Nemesis;
import io.receivables.torture.fault.Place;
import io.receivables.torture.history.Client;
import io.receivables.torture.history.Estimate;
import io.receivables.torture.history.History;
import io.receivables.torture.history.Reply;
import io.receivables.torture.world.Cents;
import io.receivables.torture.world.Ground;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** I3: sixteen senders of every key at once, while the service that answers them dies again and again. */
public final class KeyCampaign implements Campaign {

    private static final int SENDERS = 16;
    private static final String TENANT = "keys";
    private static final int GROUND = 7;
    private static final long LARGEST_CENTS = 100_000;

    @Override
    public String name() {
        return "keys";
    }

    @Override
    public List<Verdict> run(Battlefield field) {
        SplittableRandom random = field.random(name());
        Client client = new Client(field.system(), TENANT, new History());
        Ground.prepare(client, GROUND, "");
        Nemesis nemesis = Nemesis.with(field, deaths(field, random));
        CompletableFuture<List<Blow>> deaths = CompletableFuture.supplyAsync(nemesis::strike);
        int goal = field.profile().of(100, 200, 20_000);
        Estimate estimate = new Estimate(field.progress(), "keys", goal);
        Map<String, Long> sent = new HashMap<>();
        List<Finding> findings = new CopyOnWriteArrayList<>();
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try {
            for (int i = 0; i < goal || !deaths.isDone(); i++) {
                long cents = 1 + random.nextLong(LARGEST_CENTS);
                sendAtOnce(client, "key-" + i, cents, senders, sent, findings);
                estimate.done(i + 1);
            }
        } finally {
            senders.shutdownNow();
        }
        deaths.join().forEach(blow -> blow.failure().ifPresent(f -> findings.add(Finding.of(blow.name(), f))));
        compare(client, sent, findings);
        Verdicts verdicts = new Verdicts(field.seed());
        verdicts.add("I3", "keys x " + SENDERS + " senders", sent.size(), goal, findings);
        return verdicts.all();
    }

    private static List<Fault> deaths(Battlefield field, SplittableRandom random) {
        Faults faults = new Faults(field);
        List<Place> places = List.of(
                Place.COMMAND_AFTER_CLAIM,
                Place.COMMAND_AFTER_EFFECT,
                Place.COMMAND_BEFORE_REPLY,
                Place.TRANSACTION_AFTER_COMMIT);
        return IntStream.range(0, field.profile().of(2, 4, 100))
                .mapToObj(i -> faults.at(places.get(random.nextInt(places.size())), ServiceName.PAYMENT))
                .toList();
    }

    private static void sendAtOnce(
            Client client,
            String key,
            long cents,
            ExecutorService senders,
            Map<String, Long> sent,
            List<Finding> findings) {
        Map<String, Object> payment =
                Map.of("method", "CASH", "amount", Cents.euro(cents), "reason", "At the counter, " + key);
        List<CompletableFuture<Reply>> replies = IntStream.range(0, SENDERS)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> client.post(ServiceName.PAYMENT, "/v1/payments", payment, key), senders))
                .toList();
        Set<String> bodies = new HashSet<>();
        for (CompletableFuture<Reply> reply : replies) {
            Reply answer = reply.join();
            if (!answer.ok()) {
                throw new LocalFailure("A payment was refused: " + answer.body());
            }
            bodies.add(answer.body());
        }
        if (bodies.size() > 1) {
            findings.add(new Finding(key, "got " + bodies.size() + " different answers", new ArrayList<>(bodies)));
        }
        JsonNode first = Reply.read(bodies.iterator().next());
        sent.put(first.path("paymentId").asText(), cents);
    }

    private static void compare(Client client, Map<String, Long> sent, List<Finding> findings) {
        Map<String, Long> missing = new HashMap<>(sent);
        client.each(ServiceName.PAYMENT, "/v1/payments", payment -> {
            String id = payment.path("paymentId").asText();
            Long cents = missing.remove(id);
            if (cents == null || cents != Cents.of(payment.path("amount"))) {
                findings.add(Finding.of("payment " + id, "is there and no key was answered with it: " + payment));
            }
        });
        missing.keySet().forEach(id -> findings.add(Finding.of("payment " + id, "was acknowledged and is not there")));
    }
}
