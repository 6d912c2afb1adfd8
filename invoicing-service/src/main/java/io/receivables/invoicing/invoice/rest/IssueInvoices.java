package io.receivables.invoicing.invoice.rest;

import io.receivables.chassis.idempotency.Decision;
import io.receivables.chassis.idempotency.GroupedUseCase;
import io.receivables.chassis.idempotency.Reply;
import io.receivables.chassis.idempotency.Submission;
import io.receivables.chassis.tx.PgTx;
import io.receivables.invoicing.invoice.BatchIssuing;
import io.receivables.invoicing.invoice.InvoiceService;
import io.receivables.invoicing.invoice.InvoiceService.Outcome;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;

/** Drafts and issues invoices in one call each, those that arrive together in one transaction. */
@ApplicationScoped
class IssueInvoices implements GroupedUseCase<InvoiceRequest> {
    private final BatchIssuing batch;
    private final InvoiceService service;

    IssueInvoices(BatchIssuing batch, InvoiceService service) {
        this.batch = batch;
        this.service = service;
    }

    @Override
    public Uni<List<Decision<Reply>>> together(PgTx tx, List<Submission<InvoiceRequest>> submissions) {
        return Decision.forReadable(submissions, InvoiceRequest::toDraft, drafts -> batch.issueAll(tx, drafts))
                .map(decisions -> decisions.stream()
                        .map(decision -> decision.map(IssueInvoices::reply))
                        .toList());
    }

    @Override
    public Uni<Reply> alone(PgTx tx, InvoiceRequest request) {
        return service.create(tx, request.toDraft(), true).map(IssueInvoices::reply);
    }

    static Reply reply(Outcome outcome) {
        var invoice = outcome.invoice();
        var body = InvoiceResponse.of(invoice);
        return outcome.created()
                ? Reply.created(URI.create("/v1/invoices/" + invoice.id()), invoice.version(), body)
                : Reply.ok(invoice.version(), body);
    }
}
