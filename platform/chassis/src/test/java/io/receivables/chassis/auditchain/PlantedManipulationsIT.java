package io.receivables.chassis.auditchain;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.chassis.id.Ids;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A trail that was changed in any way is found out, and one that was not is never accused. */
@QuarkusTest
class PlantedManipulationsIT extends AuditChain {
    private static final int TENANTS = 4;
    private static final int PLANTED = 1000;
    private static final int ENTRIES = 30;

    private final long seed = Long.getLong("receivables.seed", System.nanoTime());
    private final Map<Manipulation, Integer> found = new ConcurrentHashMap<>();
    private final List<String> missed = new CopyOnWriteArrayList<>();

    @Test
    void aThousandOfAThousandPlantedManipulationsAreFoundAndNoIntactTrailIsAccused() throws Exception {
        System.out.println("Seed of the manipulations: " + seed);
        var run = Ids.next().toString().substring(24);
        var tenants = IntStream.range(0, TENANTS)
                .mapToObj(i -> "planted-" + i + "-" + run)
                .toList();
        for (int stage = 0; stage < 3; stage++) {
            change(tenants, ENTRIES / 3);
            seal();
            publish(Duration.ZERO);
        }
        tenants.forEach(each -> awaitAnchors(each, 3));

        var pool = Executors.newFixedThreadPool(TENANTS);
        var judged = pool.invokeAll(IntStream.range(0, TENANTS)
                .<Callable<Void>>mapToObj(i -> () -> plant(tenants.get(i), new Random(seed + i)))
                .toList());
        pool.shutdown();
        for (var tenant : judged) {
            tenant.get();
        }

        System.out.println("Found " + found);
        assertThat(missed).as("missed with seed " + seed).isEmpty();
        assertThat(found.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(PLANTED);
        assertThat(found).containsOnlyKeys(Manipulation.values());
    }

    private Void plant(String tenant, Random random) throws SQLException {
        try (var attacker = new Attacker(tenant)) {
            var chain = attacker.chain();
            assertThat(chain).hasSize(ENTRIES);
            for (int i = 0; i < PLANTED / TENANTS; i++) {
                var manipulation = Manipulation.values()[random.nextInt(Manipulation.values().length)];
                manipulation.plant(attacker, chain, random);
                assertThat(attacker.hasChangedAnything())
                        .as(manipulation.name())
                        .isTrue();
                if (manipulation.lifeGoesOn()) {
                    makeAndSeal(tenant);
                }
                var verdict = verify(tenant);
                if (verdict.breaks().stream().map(ChainBreak::kind).anyMatch(manipulation.kinds()::contains)) {
                    found.merge(manipulation, 1, Integer::sum);
                } else {
                    missed.add(manipulation + " " + verdict.breaks());
                }
                attacker.undo();
                if (i % 25 == 0) {
                    assertIntact(tenant);
                }
            }
        }
        assertIntact(tenant);
        return null;
    }

    /** One at a time: a second sealer would leave everything to the first and not wait for it. */
    private synchronized void makeAndSeal(String tenant) {
        change(List.of(tenant), ENTRIES + 1);
        seal();
    }

    private void assertIntact(String tenant) {
        var verdict = verify(tenant);
        assertThat(verdict.breaks()).as("false alarm with seed " + seed).isEmpty();
        assertThat(verdict.intact()).isTrue();
        assertThat(verdict.checkedEntries()).isEqualTo(ENTRIES);
        assertThat(verdict.anchorsChecked()).isEqualTo(3);
    }
}
