package io.receivables.chassis.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.chassis.grouping.LookupGroups;
import io.receivables.chassis.grouping.Lookups;
import io.receivables.chassis.id.Ids;
import io.receivables.chassis.tx.PgTx;
import io.receivables.testkit.ReceivablesTestResource;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = ReceivablesTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "chassis"))
class LookupsIT {
    private static final String ACME = "lookups-acme";
    private static final String OTHER = "lookups-other";
    /** At work for one tenant at once at most, and documents in one transaction, by default. */
    private static final int AT_WORK = 4;

    private static final int LARGEST = 64;

    @Inject
    LookupGroups groups;

    private final CompletableFuture<Void> gate = new CompletableFuture<>();
    private final List<List<UUID>> transactions = new CopyOnWriteArrayList<>();
    private final UUID unknown = Ids.next();
    private final UUID broken = Ids.next();

    @Test
    void whatIsAskedForMeanwhileSharesATransactionAndEveryoneGetsTheirOwn() {
        var lookups = groups.of("shared", this::find);
        var ids = ids(200);
        var answers = ids.stream().map(id -> ask(lookups, ACME, id)).toList();
        gate.complete(null);

        for (int i = 0; i < ids.size(); i++) {
            assertThat(answers.get(i).join()).contains(ACME + " " + ids.get(i));
        }
        assertThat(transactions).hasSizeLessThanOrEqualTo(AT_WORK + ids.size() / LARGEST + 1);
    }

    @Test
    void theSameDocumentIsReadOnceForAllWhoAskForIt() {
        var lookups = groups.of("same", this::find);
        var id = Ids.next();
        var answers = Stream.generate(() -> ask(lookups, ACME, id)).limit(50).toList();
        gate.complete(null);

        answers.forEach(answer -> assertThat(answer.join()).contains(ACME + " " + id));
        assertThat(transactions).hasSizeLessThanOrEqualTo(AT_WORK + 1).allMatch(read -> read.equals(List.of(id)));
    }

    @Test
    void whatIsNotThereIsNothingAndNoFailure() {
        gate.complete(null);

        assertThat(ask(groups.of("missing", this::find), ACME, unknown).join()).isEmpty();
    }

    @Test
    void tenantsNeverShareATransaction() {
        var lookups = groups.of("tenants", this::find);
        var ids = ids(40);
        var acme = ids.stream().map(id -> ask(lookups, ACME, id)).toList();
        var other = ids.stream().map(id -> ask(lookups, OTHER, id)).toList();
        gate.complete(null);

        for (int i = 0; i < ids.size(); i++) {
            assertThat(acme.get(i).join()).contains(ACME + " " + ids.get(i));
            assertThat(other.get(i).join()).contains(OTHER + " " + ids.get(i));
        }
    }

    @Test
    void aFailureIsOnlyOfThoseWhoAskedForIt() {
        var lookups = groups.of("failure", this::find);
        var ids = ids(10);
        var good =
                new ArrayList<>(ids.stream().map(id -> ask(lookups, ACME, id)).toList());
        var bad = ask(lookups, ACME, broken);
        good.add(ask(lookups, ACME, ids.get(0)));
        gate.complete(null);

        good.forEach(answer -> assertThat(answer.join()).isPresent());
        assertThatThrownBy(bad::join).hasRootCauseMessage("cannot be read");
        assertThat(ask(lookups, ACME, ids.get(1)).join()).isPresent();
    }

    private static CompletableFuture<Optional<String>> ask(Lookups<String> lookups, String tenant, UUID id) {
        return lookups.find(tenant, id).subscribeAsCompletionStage();
    }

    private static List<UUID> ids(int count) {
        return Stream.generate(Ids::next).limit(count).toList();
    }

    /** Documents that say whose they are; the first ones wait until everybody has asked. */
    private Uni<Map<UUID, String>> find(PgTx tx, List<UUID> ids) {
        transactions.add(ids);
        return Uni.createFrom()
                .completionStage(gate)
                .chain(open -> tx.query(
                        "select d.id, current_setting('app.tenant') || ' ' || d.id as document from unnest($1::uuid[]) d (id)",
                        (Object) ids.toArray(UUID[]::new)))
                .map(rows -> {
                    if (ids.contains(broken)) {
                        throw new IllegalStateException("cannot be read");
                    }
                    Map<UUID, String> found = new HashMap<>();
                    rows.forEach(row -> found.put(row.getUUID("id"), row.getString("document")));
                    found.remove(unknown);
                    return found;
                });
    }
}
