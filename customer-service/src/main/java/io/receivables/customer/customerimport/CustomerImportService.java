package io.receivables.customer.customerimport;

import io.micrometer.core.instrument.MeterRegistry;
import io.receivables.chassis.audit.Audit;
import io.receivables.chassis.auth.Caller;
import io.receivables.chassis.events.Outbox;
import io.receivables.chassis.id.Ids;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Transactions;
import io.receivables.chassis.upload.UploadedFile;
import io.receivables.customer.customer.CustomerService;
import io.receivables.customer.customer.model.Customer;
import io.receivables.customer.customer.store.CustomerBatch;
import io.receivables.customer.events.Topics;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * Imports customer files. Each batch of rows is one transaction with its customers, events, audit entries and the
 * import's counts, so an import that is cut short has counted exactly what it did, and sending the file again does the
 * rest.
 */
@ApplicationScoped
public class CustomerImportService {
    private static final int BATCH = 500;
    private static final int MAX_COLLISIONS = 5;
    private static final String METRIC = "receivables.customer.import.rows";

    private final Transactions transactions;
    private final CustomerBatch customers;
    private final CustomerImportRepository imports;
    private final Outbox outbox;
    private final Audit audit;
    private final Vertx vertx;
    private final MeterRegistry metrics;

    CustomerImportService(
            Transactions transactions,
            CustomerBatch customers,
            CustomerImportRepository imports,
            Outbox outbox,
            Audit audit,
            Vertx vertx,
            MeterRegistry metrics) {
        this.transactions = transactions;
        this.customers = customers;
        this.imports = imports;
        this.outbox = outbox;
        this.audit = audit;
        this.vertx = vertx;
        this.metrics = metrics;
    }

    /** Imports a file whose form was inspected before; gives the id under which its report is kept. */
    Uni<UUID> run(Caller caller, UploadedFile upload) {
        var id = Ids.next();
        return transactions
                .inTenant(caller, tx -> imports.start(tx, id, upload.sha256()))
                .chain(() -> blocking(() -> CsvFile.open(upload.path())))
                .chain(file -> batches(caller, id, file)
                        .eventually(() -> blocking(() -> {
                            file.close();
                            return true;
                        })))
                .chain(() -> finish(caller, id, CustomerImport.Status.COMPLETED))
                .onFailure()
                .call(failure -> finish(caller, id, CustomerImport.Status.FAILED))
                .replaceWith(id);
    }

    private Uni<Void> batches(Caller caller, UUID id, CsvFile file) {
        return Multi.createBy()
                .repeating()
                .uni(() -> blocking(() -> file.next(BATCH)).call(rows -> store(caller, id, rows)))
                .whilst(rows -> !rows.isEmpty())
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> store(Caller caller, UUID id, List<CsvRow> rows) {
        if (rows.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transactions
                .inTenant(caller, tx -> store(tx, id, rows))
                .onFailure(RegisteredMeanwhile.class)
                .retry()
                .atMost(MAX_COLLISIONS)
                .invoke(this::count)
                .replaceWithVoid();
    }

    private Uni<CustomerImport.Counts> store(PgTx tx, UUID id, List<CsvRow> rows) {
        var externalIds = rows.stream()
                .filter(row -> row.complete() && !row.duplicate())
                .map(CsvRow::externalId)
                .toList();
        return customers
                .lock(tx, externalIds)
                .map(stored -> ImportBatch.decide(tx.tenant(), tx.now(), rows, stored))
                .chain(batch -> insert(tx, batch)
                        .chain(() -> customers.update(tx, customers(batch.changed())))
                        .chain(() -> publish(tx, batch))
                        .chain(() -> audit(tx, "REGISTER", batch.created()))
                        .chain(() -> audit(tx, "CHANGE", batch.changed()))
                        .chain(() -> imports.add(tx, id, batch.counts(), batch.errors()))
                        .replaceWith(batch.counts()));
    }

    private Uni<Void> insert(PgTx tx, ImportBatch batch) {
        return customers
                .insert(tx, customers(batch.created()))
                .invoke(inserted -> {
                    if (inserted != batch.created().size()) {
                        throw new RegisteredMeanwhile();
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> publish(PgTx tx, ImportBatch batch) {
        var events = Stream.concat(batch.created().stream(), batch.changed().stream())
                .map(ImportBatch.Change::event)
                .toList();
        return outbox.append(tx, Topics.CUSTOMERS, events);
    }

    private Uni<Void> audit(PgTx tx, String action, List<ImportBatch.Change> changes) {
        return audit.appendAll(
                tx,
                CustomerService.ENTITY,
                action,
                changes.stream()
                        .map(change -> new Audit.Change(
                                change.customer().id(),
                                change.before().map(Object.class::cast),
                                Optional.of(change.after())))
                        .toList());
    }

    private static List<Customer> customers(List<ImportBatch.Change> changes) {
        return changes.stream().map(ImportBatch.Change::customer).toList();
    }

    private Uni<Void> finish(Caller caller, UUID id, CustomerImport.Status status) {
        return transactions.inTenant(caller, tx -> imports.finish(tx, id, status));
    }

    /** What an import did so far. */
    Uni<CustomerImport> find(Caller caller, UUID id) {
        return transactions.inTenant(caller, tx -> imports.find(tx, id)).map(CustomerImportService::required);
    }

    /** Errors of an import after a position, in the order of rows. */
    Uni<List<CustomerImportRepository.PlacedError>> errors(Caller caller, UUID id, long after, int limit) {
        return transactions.inTenant(caller, tx -> imports.find(tx, id)
                .map(CustomerImportService::required)
                .chain(() -> imports.errors(tx, id, after, limit)));
    }

    private static CustomerImport required(Optional<CustomerImport> found) {
        return found.orElseThrow(() -> Problem.notFound("The import"));
    }

    private void count(CustomerImport.Counts counts) {
        metrics.counter(METRIC, "outcome", "created").increment(counts.created());
        metrics.counter(METRIC, "outcome", "changed").increment(counts.changed());
        metrics.counter(METRIC, "outcome", "unchanged").increment(counts.unchanged());
        metrics.counter(METRIC, "outcome", "rejected").increment(counts.rejected());
    }

    private <T> Uni<T> blocking(Callable<T> work) {
        return vertx.executeBlocking(work, false);
    }

    /** Another request registered a customer of the batch between our look and our insert; the batch decides again. */
    private static final class RegisteredMeanwhile extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RegisteredMeanwhile() {
            super(null, null, false, false);
        }
    }
}
