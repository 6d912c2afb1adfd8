package io.receivables.chassis.auditchain;

import io.receivables.chassis.audit.Audit;
import io.receivables.chassis.id.Ids;
import io.receivables.chassis.tx.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Makes audited changes as a service does: one transaction each, many at once. */
final class Changes {
    static final Duration LIMIT = Duration.ofSeconds(60);

    private final Transactions transactions;
    private final Audit audit;

    Changes(Transactions transactions, Audit audit) {
        this.transactions = transactions;
        this.audit = audit;
    }

    /** The given number of changes for every tenant, 16 at a time. */
    void make(List<String> tenants, int each) {
        var all = IntStream.range(0, each)
                .boxed()
                .flatMap(i -> tenants.stream().map(tenant -> change(tenant, i)))
                .toList();
        Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUni(change -> change)
                .merge(16)
                .collect()
                .last()
                .await()
                .atMost(LIMIT);
    }

    private Uni<Void> change(String tenant, int number) {
        var state = Map.of(
                "version",
                number,
                "rate",
                2.50 + number,
                "note",
                "é \"" + number + "\"",
                "lines",
                List.of(1, Map.of("amount", "12.50", "open", number % 2 == 0)));
        return transactions.forTenant(
                tenant,
                "anna",
                tx -> audit.append(
                        tx,
                        number % 3 == 0 ? "payment" : "invoice",
                        Ids.next(),
                        "CHANGE",
                        number % 2 == 0 ? null : "because of " + number,
                        number % 5 == 0 ? null : state,
                        number % 7 == 0 ? null : Map.of("version", number + 1)));
    }
}
