package io.receivables.torture.statements;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.Progress;
import io.receivables.local.system.ServiceName;
import io.receivables.local.system.ServiceTables;
import io.receivables.torture.Battlefield;
import io.receivables.torture.Campaign;
import io.receivables.torture.Finding;
import io.receivables.torture.Verdict;
import io.receivables.torture.Verdicts;
import io.receivables.torture.history.Client;
import io.receivables.torture.history.Estimate;
import io.receivables.torture.history.History;
import io.receivables.torture.history.Pauses;
import io.receivables.torture.world.Ground;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** I15: damaged and malicious statement files are answered in time, take nothing with them, and change nothing unless accepted. */
public final class StatementCampaign implements Campaign {

    private static final String TENANT = "statements";
    private static final String SECOND_TENANT = "statements-again";
    private static final int GROUND = 15;
    private static final int WARM_UP = 20;
    private static final int BATCH = 100;
    private static final long SLOW_MILLIS = 1_000;
    private static final int TRIES = 3;
    private static final long GROWTH_KIBIBYTES = 64 * 1024;

    @Override
    public String name() {
        return "statements";
    }

    @Override
    public List<Verdict> run(Battlefield field) {
        Ground.prepare(new Client(field.system(), TENANT, new History()), GROUND, "");
        Ground.prepare(new Client(field.system(), SECOND_TENANT, new History()), GROUND + 1, "");
        int goal = field.profile().of(150, 500, 20_000);
        Attack attack = new Attack(field);
        attack.run(goal);
        field.progress().say(attack.summary());
        Verdicts verdicts = new Verdicts(field.seed());
        verdicts.add("I15", "mutated statement files", attack.sent, goal, attack.findings);
        return verdicts.all();
    }

    /** One run over all kinds of mutation. */
    private static final class Attack {

        private final SplittableRandom random;
        private final Seeds seeds;
        private final Mutations mutations;
        private final Upload upload;
        private final Upload elsewhere;
        private final Tables tables;
        private final LocalSystem system;
        private final Progress progress;
        private final List<Finding> findings = new ArrayList<>();
        private final Map<String, Integer> answers = new TreeMap<>();
        private long payments;
        private long statements;
        private int sent;
        private int accepted;
        private long slowest;
        private String slowestKind = "";
        private long growth;

        /** A refused file and its code. */
        private record Refused(Mutant mutant, String code) {}

        Attack(Battlefield field) {
            random = field.random(TENANT);
            seeds = new Seeds(random.split());
            mutations = new Mutations(random.split());
            upload = new Upload(field.system(), TENANT);
            elsewhere = new Upload(field.system(), SECOND_TENANT);
            tables = new Tables(new ServiceTables(field.system()), TENANT);
            system = field.system();
            progress = field.progress();
        }

        void run(int goal) {
            for (int i = 0; i < WARM_UP; i++) {
                take(Mutant.open("untouched", seeds.next()), new ArrayList<>());
            }
            long before = heap();
            Estimate estimate = new Estimate(progress, "files", goal);
            while (sent < goal) {
                estimate.done(sent);
                batch(Math.min(BATCH, goal - sent));
                growth = Math.max(growth, heap() - before);
            }
            if (growth > GROWTH_KIBIBYTES) {
                findings.add(Finding.of("the heap", "grew by " + growth + " KiB"));
            }
        }

        private long heap() {
            return Heap.kibibytes(system.process(ServiceName.PAYMENT).pid());
        }

        private void batch(int size) {
            List<Refused> refused = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                Mutant mutant = mutations.of(sent, seeds.next());
                take(mutant, refused);
                sent++;
                if (!system.process(ServiceName.PAYMENT).isAlive()) {
                    findings.add(Finding.of(mutant.kind(), "of " + mutant.bytes().length + " bytes ended the process"));
                    system.restart(ServiceName.PAYMENT);
                }
            }
            if (tables.count("statements") != statements || tables.count("payments") != payments) {
                findings.add(Finding.of(
                        "tenant " + TENANT,
                        "has " + tables.count("statements") + " statements and " + tables.count("payments")
                                + " payments where the reports say " + statements + " and " + payments));
                statements = tables.count("statements");
                payments = tables.count("payments");
            }
            again(refused);
        }

        private void take(Mutant mutant, List<Refused> refused) {
            Upload.Outcome outcome = upload.send(mutant);
            outcome.fault().ifPresent(fault -> findings.add(Finding.of(mutant.kind(), fault)));
            answers.merge(outcome.status() + " " + outcome.code(), 1, Integer::sum);
            if (outcome.accepted()) {
                accepted(mutant, outcome);
            } else {
                refused.add(new Refused(mutant, outcome.code()));
            }
            if (!outcome.accepted() && mutant.kind().equals("untouched")) {
                findings.add(Finding.of(mutant.kind(), "was refused: " + outcome.body()));
            }
            time(mutant, outcome);
        }

        private void accepted(Mutant mutant, Upload.Outcome outcome) {
            accepted++;
            if (mutant.refused()) {
                findings.add(Finding.of(mutant.kind(), "was accepted: " + outcome.body()));
            }
            for (JsonNode line : outcome.body().path("statements")) {
                if (line.path("status").asText().equals("IMPORTED") && outcome.status() == 201) {
                    statements++;
                    payments += line.path("paymentCount").asLong();
                }
                findings.addAll(tables.compare(line));
            }
        }

        /** A busy machine makes one upload slow; a file that is slow makes every upload of it slow. */
        private void time(Mutant mutant, Upload.Outcome outcome) {
            long millis = outcome.millis();
            for (int again = 0; again < TRIES && millis >= SLOW_MILLIS; again++) {
                Pauses.millis(again * SLOW_MILLIS);
                millis = Math.min(millis, elsewhere.send(mutant).millis());
            }
            if (millis >= SLOW_MILLIS) {
                findings.add(Finding.of(
                        mutant.kind(), "of " + mutant.bytes().length + " bytes took " + millis + " ms, every time"));
            }
            if (millis > slowest) {
                slowest = millis;
                slowestKind = mutant.kind();
            }
        }

        /** What was refused is refused again, and leaves everything as it is. */
        private void again(List<Refused> refused) {
            String before = tables.fingerprint();
            for (Refused one : refused) {
                Upload.Outcome outcome = upload.send(one.mutant());
                if (!outcome.code().equals(one.code())) {
                    findings.add(Finding.of(
                            one.mutant().kind(), "was refused with " + one.code() + " and then: " + outcome.body()));
                }
            }
            String after = tables.fingerprint();
            if (!before.equals(after)) {
                findings.add(Finding.of("refused files", "changed " + before + " to " + after));
            }
        }

        String summary() {
            return sent + " files of " + mutations.kinds() + " kinds, " + accepted + " accepted; slowest " + slowest
                    + " ms (" + slowestKind + "); heap " + growth + " KiB larger at most; " + answers;
        }
    }
}
