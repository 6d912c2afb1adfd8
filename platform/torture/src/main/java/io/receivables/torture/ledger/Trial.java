package io.receivables.torture.ledger;

import io.receivables.torture.Battlefield;
import io.receivables.torture.Finding;
import io.receivables.torture.Verdict;
import io.receivables.torture.Verdicts;
import io.receivables.torture.check.NumberCheck;
import io.receivables.torture.check.TopicCheck;
import io.receivables.torture.fault.Blow;
import io.receivables.torture.fault.Nemesis;
import io.receivables.torture.history.Client;
import io.receivables.torture.history.Estimate;
import io.receivables.torture.history.History;
import io.receivables.torture.world.Ground;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Many customers live random lives through the public APIs while somebody does bad things to the system. Afterwards every cent, every number,
 * every key and every event is compared with the harness's own books.
 */
final class Trial {

    /** What the profile wants at least. */
    record Goals(int sequences, int keys, int events, int numbers) {}

    private static final int TENANTS = 4;
    /** Each tenant's two books once, in the services that state and compare them. */
    private static final int BOOKS = 6 * TENANTS;

    private final Battlefield field;
    private final String name;
    private final Goals goals;
    private final History history;
    private final SplittableRandom random;
    private final List<Ground> grounds;

    /**
     * @param name prefix of the tenants
     * @param firstGround the number of the first tenant's seller
     */
    Trial(Battlefield field, String name, int firstGround, Goals goals) {
        this.field = field;
        this.name = name;
        this.goals = goals;
        this.history = new History(goals.keys());
        this.random = field.random(name);
        this.grounds = IntStream.range(0, TENANTS)
                .mapToObj(i -> Ground.prepare(new Client(field.system(), name + "-" + i, history), firstGround + i, ""))
                .toList();
    }

    History history() {
        return history;
    }

    SplittableRandom random() {
        return random;
    }

    /** Plays under these faults and judges. */
    List<Verdict> under(Nemesis nemesis) {
        Estimate estimate = new Estimate(field.progress(), "sequences", goals.sequences());
        Lives lives = new Lives(grounds, goals.sequences(), field.profile().of(8, 8, 32), random.nextLong(), estimate);
        Bookkeepers bookkeepers = new Bookkeepers(grounds);
        List<Blow> blows = lives.liveWhile(nemesis::strike, bookkeepers::workUntil);
        List<Outcome> outcomes = lives.outcomes();
        field.progress().say(outcomes.size() + " sequences; " + history.summary());
        Agreement agreement = new Agreement(field.system(), name + "-_", outcomes);
        double quiet = agreement.await();
        Verdicts verdicts = new Verdicts(field.seed());
        List<Finding> money = new ArrayList<>(lives.findings());
        money.addAll(agreement.payments());
        verdicts.add("I1", name + ": sequences of " + Lives.LENGTH, outcomes.size(), goals.sequences(), money);
        verdicts.add(
                "I2",
                name + ": invoices in four services",
                agreement.invoices(),
                goals.sequences(),
                agreement.differences());
        List<Finding> books = bookkeepers.findings();
        verdicts.add("I2", name + ": books compared under way", bookkeepers.compared(), BOOKS, books);
        verdicts.add("I2", name + ": books stated in several parts", bookkeepers.inManyParts(), 1, List.of());
        mechanics(verdicts, blows.size());
        verdicts.add(
                "I11",
                name + ": faults, caught up in " + recoverySeconds() + " s",
                blows.size(),
                nemesis.planned(),
                recovery(blows, quiet));
        verdicts.add(new PlantedInTheLedger(field.system(), name + "-_", agreement, history.acknowledged())
                .verdict(field.seed()));
        return verdicts.all();
    }

    private void mechanics(Verdicts verdicts, int faults) {
        KeyCheck keys = new KeyCheck(field.system(), history.acknowledged(), random.split());
        verdicts.add("I3", name + ": keys sent again", keys.run(goals.keys()), goals.keys(), keys.findings());
        TopicCheck topics = new TopicCheck(field.system());
        List<Finding> lost = topics.run();
        verdicts.add("I4", name + ": events after " + faults + " faults", topics.events(), goals.events(), lost);
        NumberCheck numbers = new NumberCheck(field.system());
        List<Finding> gaps = numbers.run();
        verdicts.add("I6", name + ": legal numbers", numbers.documents(), goals.numbers(), gaps);
    }

    /** What is promised; the short profile runs on build servers that do other things, and is given longer. */
    private int recoverySeconds() {
        return field.profile().of(90, 30, 30);
    }

    private List<Finding> recovery(List<Blow> blows, double quietSeconds) {
        double limit = recoverySeconds();
        List<Finding> late = new ArrayList<>();
        for (Blow blow : blows) {
            blow.failure().ifPresent(failure -> late.add(Finding.of(blow.name(), failure)));
            if (blow.recoverySeconds() > limit) {
                late.add(Finding.of(blow.name(), "ready only after " + blow.recoverySeconds() + " s"));
            }
        }
        if (quietSeconds > limit) {
            late.add(Finding.of("all services", "caught up only after " + quietSeconds + " s"));
        }
        return late;
    }
}
