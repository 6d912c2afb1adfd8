package io.receivables.invoicing.billrun.file;

import io.receivables.chassis.idempotency.Decision;
import io.receivables.chassis.problem.CommonProblem;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.rest.Documents;
import io.receivables.invoicing.billrun.BillRunConfig;
import io.receivables.invoicing.invoice.model.InvoiceDraft;
import io.receivables.invoicing.invoice.rest.InvoiceRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Reads the lines of a portion as the bodies of requests that issue an invoice. */
@ApplicationScoped
public class InvoiceLines {
    private final Documents documents;
    private final int maxBytes;

    InvoiceLines(Documents documents, BillRunConfig config) {
        this.documents = documents;
        this.maxBytes = config.maxRowBytes();
    }

    /** A line and what it says, or why it says nothing that could be issued. */
    public record Read(int row, Decision<InvoiceDraft> draft) {}

    public List<Read> read(int firstRow, byte[] content) {
        return Portion.lines(firstRow, content).stream()
                .map(line -> new Read(line.row(), Decision.of(() -> draft(line.json()))))
                .toList();
    }

    private InvoiceDraft draft(byte[] json) {
        if (json.length > maxBytes) {
            throw Problem.of(CommonProblem.BODY_TOO_LARGE, "An invoice may have " + maxBytes + " bytes.");
        }
        return documents.read(json, InvoiceRequest.class).toDraft();
    }
}
