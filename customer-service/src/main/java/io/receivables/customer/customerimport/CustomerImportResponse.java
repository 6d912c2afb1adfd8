package io.receivables.customer.customerimport;

import io.receivables.chassis.problem.FieldError;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Report of an import: what became of the rows, and why rows were refused. */
@Schema(name = "CustomerImport")
public record CustomerImportResponse(
        UUID id,
        @Schema(enumeration = {"RUNNING", "COMPLETED", "FAILED"}) String status,
        int rows,
        int created,
        int changed,
        @Schema(description = "Rows that say what is stored already; they publish nothing") int unchanged,
        @Schema(description = "Rows that break a rule; the other rows are stored nevertheless") int rejected,
        @Schema(
                        description =
                                "The first errors in the order of rows; row numbers as a spreadsheet shows them (the header is row 1)")
                List<FieldError> errors,
        @Schema(description = "Whether there are more errors than listed here; read them page by page at .../errors")
                boolean moreErrors,
        @Schema(description = "SHA-256 of the file, hexadecimal") String fileHash,
        Instant startedAt,
        Optional<Instant> finishedAt) {

    static final String EXAMPLE =
            """
            {
              "id": "0199f3c0-7a52-7c3e-9d3a-5b8f0c6f2a12",
              "status": "COMPLETED",
              "rows": 1000,
              "created": 990,
              "changed": 4,
              "unchanged": 3,
              "rejected": 3,
              "errors": [
                {"field": "ibans", "row": 18, "code": "iban_invalid", "message": "is not a valid IBAN"},
                {"field": "name", "row": 402, "code": "required", "message": "is required"},
                {"field": "currency", "row": 733, "code": "unknown_currency", "message": "is not an ISO 4217 code"}
              ],
              "moreErrors": false,
              "fileHash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
              "startedAt": "2026-03-02T09:15:00Z",
              "finishedAt": "2026-03-02T09:15:01Z"
            }""";

    static CustomerImportResponse of(
            CustomerImport found, List<CustomerImportRepository.PlacedError> errors, boolean moreErrors) {
        var counts = found.counts();
        return new CustomerImportResponse(
                found.id(),
                found.status().name(),
                counts.rows(),
                counts.created(),
                counts.changed(),
                counts.unchanged(),
                counts.rejected(),
                errors.stream().map(CustomerImportRepository.PlacedError::error).toList(),
                moreErrors,
                found.fileHash(),
                found.startedAt(),
                found.finishedAt());
    }
}
