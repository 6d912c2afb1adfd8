package io.receivables.payment.statement;

import io.receivables.chassis.auth.Caller;
import io.receivables.chassis.events.Outbox;
import io.receivables.chassis.events.OutboxEvent;
import io.receivables.chassis.failpoint.Failpoint;
import io.receivables.chassis.id.Ids;
import io.receivables.chassis.json.Json;
import io.receivables.chassis.money.Money;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Transactions;
import io.receivables.payment.events.PaymentTopics;
import io.receivables.payment.events.StatementImported;
import io.receivables.payment.payment.PaymentAudit;
import io.receivables.payment.payment.store.MoneyGate;
import io.receivables.payment.statement.model.StatementSummary;
import io.receivables.payment.statement.store.StatementRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Imports a statement file: all of it or nothing. The content of the file is its idempotency key; the same file again
 * gives the first report. The file is read twice, the second time behind the closed money gate, so that what is wrong with it holds up
 * nobody and memory does not grow with it.
 */
@ApplicationScoped
public class StatementImportService {
    private final Transactions transactions;
    private final MoneyGate gate;
    private final StatementRepository statements;
    private final StatementStaging staging;
    private final StatementSettlement settlement;
    private final Outbox outbox;
    private final PaymentAudit audit;

    StatementImportService(
            Transactions transactions,
            MoneyGate gate,
            StatementRepository statements,
            StatementStaging staging,
            StatementSettlement settlement,
            Outbox outbox,
            PaymentAudit audit) {
        this.transactions = transactions;
        this.gate = gate;
        this.statements = statements;
        this.staging = staging;
        this.settlement = settlement;
        this.outbox = outbox;
        this.audit = audit;
    }

    /** The report of an import, and whether this call made it. */
    public record Result(StatementRepository.Report report, boolean created) {}

    public Uni<Result> run(Caller caller, StatementFile file) {
        return transactions.inTenant(caller, tx -> {
            var importId = Ids.next();
            return gate.importAlone(tx)
                    .chain(() -> statements.open(
                            tx, importId, file.hash(), file.format().name()))
                    .chain(isNew -> isNew
                            ? take(tx, importId, file).map(report -> new Result(report, true))
                            : statements.reportOf(tx, file.hash()).map(report -> new Result(report, false)));
        });
    }

    private Uni<StatementRepository.Report> take(PgTx tx, UUID importId, StatementFile file) {
        return staging.stage(tx, importId, file)
                .invoke(() -> Failpoint.reach("statement.after-staging"))
                .call(() -> gate.close(tx))
                .call(staged -> settlement.settle(tx, staged, file))
                .call(() -> statements.countReversals(tx, importId))
                .chain(staged ->
                        statements.ofImport(tx, importId).chain(imported -> finish(tx, staged, imported, file)));
    }

    private Uni<StatementRepository.Report> finish(
            PgTx tx, StagedImport staged, List<StatementSummary> imported, StatementFile file) {
        var lines = Stream.concat(
                        imported.stream().map(s -> StatementReport.Line.of(s, StatementReport.Status.IMPORTED)),
                        staged.known().stream()
                                .map(s -> StatementReport.Line.of(s, StatementReport.Status.ALREADY_IMPORTED)))
                .toList();
        var report = Json.text(new StatementReport(staged.importId(), file.hash(), file.format(), lines));
        var events = imported.stream().map(s -> event(s, file.hash())).toList();
        return statements
                .close(tx, staged.importId(), report)
                .chain(() -> outbox.append(tx, PaymentTopics.STATEMENTS, events))
                .chain(() ->
                        audit.statementImport(tx, staged.importId(), file.hash(), imported.size(), staged.entries()))
                .replaceWith(new StatementRepository.Report(staged.importId(), report));
    }

    private static OutboxEvent event(StatementSummary s, String fileHash) {
        var payload = new StatementImported(
                s.statementId(),
                s.accountIban(),
                s.currency().getCurrencyCode(),
                s.number(),
                s.from(),
                s.to(),
                s.opening().map(Money::amount),
                s.closing().map(Money::amount),
                s.entryCount(),
                s.creditTotal().amount(),
                s.debitTotal().amount(),
                s.balanced(),
                s.difference().orElse(Money.zero(s.currency())).amount(),
                s.paymentCount(),
                fileHash);
        return new OutboxEvent(payload.type(), s.statementId(), 1, payload);
    }
}
