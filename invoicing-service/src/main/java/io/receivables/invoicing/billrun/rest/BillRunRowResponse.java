package io.receivables.invoicing.billrun.rest;

import io.receivables.invoicing.billrun.model.RowProblem;
import io.receivables.invoicing.billrun.model.RowStatus;
import io.receivables.invoicing.billrun.store.RunRows;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of one row of a bill run's file. */
@Schema(name = "BillRunRow")
public record BillRunRowResponse(
        @Schema(description = "Line of the file, from 1.") int row,
        RowStatus status,
        Optional<UUID> invoiceId,
        @Schema(description = "Legal number of the invoice.") Optional<String> number,
        @Schema(description = "Why the row was refused: what a request that issues this invoice would have been told.")
                Optional<Refusal> problem) {

    /** A refusal as in a problem document. */
    @Schema(name = "BillRunRowProblem")
    public record Refusal(
            @Schema(examples = "unknown_vat_rate", description = "One of docs/problems.md.") String code,
            String detail,
            List<Field> errors) {
        static Refusal of(RowProblem problem) {
            return new Refusal(
                    problem.code(),
                    problem.detail(),
                    problem.errors().stream()
                            .map(error -> new Field(error.field(), error.code(), error.message()))
                            .toList());
        }
    }

    /** One invalid field. */
    @Schema(name = "BillRunRowField")
    public record Field(@Schema(examples = "lines[0].vatRate") String field, String code, String message) {}

    static BillRunRowResponse of(RunRows.Listed row) {
        return new BillRunRowResponse(
                row.row(),
                row.status(),
                row.invoiceId(),
                row.number(),
                row.problem().map(Refusal::of));
    }
}
