package io.receivables.invoicing.invoice.store;

import io.receivables.chassis.json.Json;
import io.receivables.chassis.tx.PgTx;
import io.receivables.invoicing.invoice.model.Invoice;
import io.receivables.invoicing.invoice.model.Issue;
import io.receivables.invoicing.invoice.model.PaymentTerms;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Writes and reads whole invoices: the invoice row and its lines always in one statement or one transaction. */
@ApplicationScoped
public class InvoiceRepository {
    private static final String INSERT =
            "with invoice as (" + InvoiceColumns.insert(2) + ")\n" + LineColumns.insert(2 + InvoiceColumns.COUNT);
    private static final String CHANGE =
            """
            update invoices
               set version = version + 1, content_hash = $3, created_at = least(created_at, $4),
                   seller_id = $5, customer_id = $6, currency = $7, external_id = $8, order_reference = $9, note = $10,
                   requested_issue_date = $11, requested_due_date = $12, requested_terms_kind = $13,
                   requested_terms_days = $14, allowances = $15::text::jsonb, charges = $16::text::jsonb,
                   vat_breakdown = $17::text::jsonb, line_net_total = $18, allowance_total = $19, charge_total = $20,
                   total_without_vat = $21, total_vat = $22, total_with_vat = $23
             where tenant_id = $1 and id = $2 and number is null""";
    private static final String ISSUE =
            """
            update invoices
               set version = version + 1, sequence = $3, number = $4, payment_reference = $5, issue_date = $6,
                   due_date = $7, overdue_at = $8, issued_at = $9, terms_kind = $10, terms_days = $11,
                   seller = $12::text::jsonb, customer = $13::text::jsonb, open_amount = $14, open_item_version = $15
             where tenant_id = $1 and id = $2 and number is null""";

    /** Sequence 0, and nothing of what an issued invoice has. */
    private static final List<Object> NOT_ISSUED =
            Arrays.asList(0L, null, null, null, null, null, null, null, null, null, null, null, 0L);

    /** A new invoice and the hash of the content that was asked for. */
    public record New(Invoice invoice, byte[] contentHash) {}

    /** Writes new drafts or issued invoices with their lines in one statement. */
    public Uni<Void> insertAll(PgTx tx, List<New> invoices) {
        var parameters = new ArrayList<Object>(2 + InvoiceColumns.COUNT);
        parameters.add(tx.tenant());
        parameters.addAll(InvoiceColumns.of(
                invoices.stream().map(created -> values(tx, created)).toList()));
        parameters.addAll(LineColumns.of(invoices.stream().map(New::invoice).toList()));
        return tx.execute(INSERT, parameters.toArray()).replaceWithVoid();
    }

    private static List<Object> values(PgTx tx, New created) {
        var invoice = created.invoice();
        var values = documentValues(tx, invoice, created.contentHash());
        values.addAll(invoice.issue().map(issue -> issueValues(invoice, issue)).orElse(NOT_ISSUED));
        return values;
    }

    /** Replaces the content of a draft that the caller has locked. */
    public Uni<Void> changeDraft(PgTx tx, Invoice invoice, byte[] contentHash) {
        var parameters = documentValues(tx, invoice, contentHash);
        parameters.add(0, tx.tenant());
        var change = tx.execute(CHANGE, parameters.toArray());
        var clear = tx.execute(
                "delete from invoice_lines where tenant_id = $1 and invoice_id = $2", tx.tenant(), invoice.id());
        var lines = new ArrayList<Object>(List.of(tx.tenant()));
        lines.addAll(LineColumns.of(List.of(invoice)));
        var fill = tx.execute(LineColumns.insert(2), lines.toArray());
        return Uni.combine().all().unis(change, clear, fill).discardItems();
    }

    /** Turns a draft that the caller has locked into an issued invoice; its lines stay as they are. */
    public Uni<Void> issueDraft(PgTx tx, Invoice invoice) {
        var parameters = new ArrayList<Object>(List.of(tx.tenant(), invoice.id()));
        parameters.addAll(issueValues(invoice, invoice.issue().orElseThrow()));
        return tx.execute(ISSUE, parameters.toArray()).replaceWithVoid();
    }

    public Uni<Void> delete(PgTx tx, UUID id) {
        return tx.execute("delete from invoices where tenant_id = $1 and id = $2 and number is null", tx.tenant(), id)
                .replaceWithVoid();
    }

    public Uni<Optional<Invoice>> find(PgTx tx, UUID id) {
        return read(tx, id, "");
    }

    /** Those of these invoices that there are, by id. */
    public Uni<Map<UUID, Invoice>> findAll(PgTx tx, List<UUID> ids) {
        var wanted = ids.toArray(UUID[]::new);
        var invoices = tx.query(
                "select " + InvoiceRows.COLUMNS + " from invoices where tenant_id = $1 and id = any($2)",
                tx.tenant(),
                wanted);
        var lines = tx.query(
                "select invoice_id, " + InvoiceRows.LINE_COLUMNS
                        + " from invoice_lines where tenant_id = $1 and invoice_id = any($2) order by line_number",
                tx.tenant(),
                wanted);
        return Uni.combine().all().unis(invoices, lines).with((found, lineRows) -> {
            var linesOf = new HashMap<UUID, List<Row>>();
            lineRows.forEach(line -> linesOf.computeIfAbsent(line.getUUID("invoice_id"), id -> new ArrayList<>())
                    .add(line));
            var byId = new HashMap<UUID, Invoice>();
            found.forEach(row -> {
                var id = row.getUUID("id");
                byId.put(id, InvoiceRows.invoice(row, linesOf.getOrDefault(id, List.of())));
            });
            return byId;
        });
    }

    /** The invoice, its row locked until the transaction ends; the lines are read after the lock was obtained. */
    public Uni<Optional<Invoice>> lock(PgTx tx, UUID id) {
        return read(tx, id, " for update");
    }

    private Uni<Optional<Invoice>> read(PgTx tx, UUID id, String lock) {
        var invoice = tx.query(
                "select " + InvoiceRows.COLUMNS + " from invoices where tenant_id = $1 and id = $2" + lock,
                tx.tenant(),
                id);
        var lines = tx.query(
                "select " + InvoiceRows.LINE_COLUMNS
                        + " from invoice_lines where tenant_id = $1 and invoice_id = $2 order by line_number",
                tx.tenant(),
                id);
        return Uni.combine()
                .all()
                .unis(invoice, lines)
                .with((found, lineRows) -> found.size() == 0
                        ? Optional.empty()
                        : Optional.of(InvoiceRows.invoice(found.iterator().next(), lineRows)));
    }

    /** What a draft has, in the order of {@link InvoiceColumns}. */
    private static ArrayList<Object> documentValues(PgTx tx, Invoice invoice, byte[] contentHash) {
        var draft = invoice.draft();
        var wishes = draft.wishes();
        var document = invoice.document();
        var totals = document.totals();
        return new ArrayList<>(Arrays.asList(
                invoice.id(),
                contentHash,
                tx.now(),
                draft.sellerId(),
                draft.customerId(),
                draft.content().currency().getCurrencyCode(),
                draft.externalId().orElse(null),
                draft.orderReference().orElse(null),
                draft.note().orElse(null),
                wishes.issueDate().orElse(null),
                wishes.dueDate().orElse(null),
                wishes.terms().map(PaymentTerms::kind).map(Enum::name).orElse(null),
                wishes.terms().map(PaymentTerms::days).orElse(null),
                Json.text(
                        document.allowances().stream().map(StoredAdjustment::of).toList()),
                Json.text(document.charges().stream().map(StoredAdjustment::of).toList()),
                Json.text(
                        document.vatBreakdown().stream().map(StoredVatGroup::of).toList()),
                totals.lineNetTotal(),
                totals.allowanceTotal(),
                totals.chargeTotal(),
                totals.totalWithoutVat(),
                totals.totalVat(),
                totals.totalWithVat()));
    }

    private static List<Object> issueValues(Invoice invoice, Issue issue) {
        return List.of(
                invoice.sequence(),
                issue.number(),
                issue.paymentReference().value(),
                issue.issueDate(),
                issue.dueDate(),
                issue.overdueAt(),
                issue.issuedAt(),
                issue.terms().kind().name(),
                issue.terms().days(),
                Json.text(issue.seller()),
                Json.text(issue.customer()),
                invoice.progress().openAmount(),
                invoice.progress().openItemVersion());
    }
}
