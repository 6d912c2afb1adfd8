package io.receivables.torture.ledger;

import io.receivables.local.LocalFailure;
import io.receivables.torture.Battlefield;
import io.receivables.torture.Campaign;
import io.receivables.torture.Finding;
import io.receivables.torture.Verdict;
import io.receivables.torture.Verdicts;
import io.receivables.torture.check.NumberCheck;
import io.receivables.torture.check.TopicCheck;
import io.receivables.torture.fault.Blow;
import io.receivables.torture.fault.Nemesis;
import io.receivables.torture.history.Client;
import io.receivables.torture.history.History;
import io.receivables.torture.world.Ground;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Many customers live random lives through the public APIs while services, database, broker and connections die. Afterwards every cent, every
 * number, every key and every event is compared with the harness's own books.
 */
public final class LedgerCampaign implements Campaign {

    private static final int TENANTS = 4;
    private static final int CLIENTS = 8;
    private static final int LENGTH = 50;
    private static final double RECOVERY_SECONDS = 30;

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public List<Verdict> run(Battlefield field) {
        SplittableRandom random = field.random(name());
        History history = new History();
        List<Ground> grounds = IntStream.range(0, TENANTS)
                .mapToObj(i -> Ground.prepare(new Client(field.system(), "torture-" + i, history), i, ""))
                .toList();
        Nemesis nemesis = Nemesis.withEverything(field, random.split());
        int goal = field.profile().of(16, 160, 10_000);
        Lives lives = new Lives(grounds, goal, random.nextLong());
        List<Blow> blows = lives.liveWhile(nemesis::strike);
        field.progress().say(lives.all().size() + " sequences; " + history.summary());

        Agreement agreement = new Agreement(field.system(), lives.all());
        double quiet = agreement.await();
        Verdicts verdicts = new Verdicts(field.seed());
        verdicts.add(
                "I1",
                "sequences of " + LENGTH + " commands",
                lives.all().size(),
                goal,
                join(lives.findings(), agreement.payments()));
        verdicts.add(
                "I2", "invoices in four services", agreement.invoices(), agreement.invoices(), agreement.differences());
        KeyCheck keys = new KeyCheck(field.system(), history, random.split());
        verdicts.add(
                "I3",
                "acknowledged keys sent again",
                keys.run(field.profile().of(300, 2_000, 20_000)),
                1,
                keys.findings());
        TopicCheck topics = new TopicCheck(field.system());
        List<Finding> lost = topics.run();
        verdicts.add("I4", "events after " + blows.size() + " faults", topics.events(), 1, lost);
        NumberCheck numbers = new NumberCheck(field.system());
        List<Finding> gaps = numbers.run();
        verdicts.add("I6", "legal numbers", numbers.documents(), 1, gaps);
        verdicts.add("I11", "faults, ready and caught up in 30 s", blows.size(), blows.size(), recovery(blows, quiet));
        verdicts.add(new PlantedInTheLedger(field.system(), agreement, history).verdict(field.seed()));
        return verdicts.all();
    }

    private static List<Finding> join(List<Finding> one, List<Finding> other) {
        List<Finding> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }

    private static List<Finding> recovery(List<Blow> blows, double quietSeconds) {
        List<Finding> late = new ArrayList<>();
        for (Blow blow : blows) {
            blow.failure().ifPresent(failure -> late.add(Finding.of(blow.name(), failure)));
            if (blow.recoverySeconds() > RECOVERY_SECONDS) {
                late.add(Finding.of(blow.name(), "ready only after " + blow.recoverySeconds() + " s"));
            }
        }
        if (quietSeconds > RECOVERY_SECONDS) {
            late.add(Finding.of("all services", "caught up only after " + quietSeconds + " s"));
        }
        return late;
    }

    /** The sequences, played by a few clients at once for as long as there are faults to come. */
    private static final class Lives {
        private final List<Ground> grounds;
        private final int goal;
        private final long seed;
        private final List<Sequence> sequences = new CopyOnWriteArrayList<>();
        private final List<Finding> failures = new CopyOnWriteArrayList<>();
        private final AtomicInteger next = new AtomicInteger();

        private Lives(List<Ground> grounds, int goal, long seed) {
            this.grounds = grounds;
            this.goal = goal;
            this.seed = seed;
        }

        private List<Blow> liveWhile(java.util.function.Supplier<List<Blow>> faults) {
            ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
            try {
                CompletableFuture<List<Blow>> blows = CompletableFuture.supplyAsync(faults);
                List<CompletableFuture<Void>> running = IntStream.range(0, CLIENTS)
                        .mapToObj(i -> CompletableFuture.runAsync(() -> live(blows), clients))
                        .toList();
                running.forEach(CompletableFuture::join);
                return blows.join();
            } finally {
                clients.shutdownNow();
            }
        }

        private void live(CompletableFuture<?> faults) {
            int number = next.getAndIncrement();
            while ((number < goal || !faults.isDone()) && failures.isEmpty()) {
                Sequence sequence = new Sequence(
                        "s" + number, grounds.get(number % grounds.size()), new SplittableRandom(seed + number));
                sequences.add(sequence);
                try {
                    sequence.play(LENGTH);
                } catch (LocalFailure e) {
                    failures.add(Finding.of("sequence s" + number, e.getMessage()));
                }
                number = next.getAndIncrement();
            }
        }

        private List<Sequence> all() {
            return List.copyOf(sequences);
        }

        private List<Finding> findings() {
            List<Finding> found = new ArrayList<>(failures);
            sequences.forEach(sequence -> found.addAll(sequence.findings()));
            return found;
        }
    }
}
