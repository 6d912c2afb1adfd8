package io.receivables.invoicing.billrun.rest;

import io.receivables.invoicing.billrun.model.BillRun;
import io.receivables.invoicing.billrun.model.BillRunStatus;
import io.receivables.invoicing.billrun.model.OnError;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A bill run as the API shows it. */
@Schema(name = "BillRun")
public record BillRunResponse(
        UUID billRunId,
        @Schema(
                        description =
                                "RECEIVED, VALIDATING (where all rows are looked at first), ISSUING, then one of the ends.")
                BillRunStatus status,
        boolean dryRun,
        OnError onError,
        @Schema(description = "SHA-256 of the file.") String fileHash,
        @Schema(description = "Lines that have anything in them.") int rows,
        @Schema(description = "Rows that were found valid, where all are validated first.") int valid,
        @Schema(description = "Rows for which an invoice was issued.") int issued,
        @Schema(description = "Rows whose externalId and content were those of an invoice that was there already.")
                int existing,
        int refused,
        @Schema(description = "Rows that are not decided yet, or never were because the run was stopped.")
                int remaining,
        @Schema(description = "Of the rows that have an invoice, by currency.") List<Total> totals,
        Instant receivedAt,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        Optional<String> stopReason) {

    /** What the invoices of one currency come to. */
    @Schema(name = "BillRunTotal")
    public record Total(String currency, int invoices, BigDecimal totalWithVat) {}

    static BillRunResponse of(BillRun run) {
        var counts = run.counts();
        return new BillRunResponse(
                run.id(),
                run.status(),
                run.dryRun(),
                run.onError(),
                run.fileHash(),
                counts.rows(),
                counts.valid(),
                counts.issued(),
                counts.existing(),
                counts.refused(),
                run.remaining(),
                run.totals().stream()
                        .map(total -> new Total(total.currency(), total.invoices(), total.totalWithVat()))
                        .toList(),
                run.receivedAt(),
                run.startedAt(),
                run.finishedAt(),
                run.stopReason());
    }
}
