package io.receivables.invoicing.billrun.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One file of invoices to be issued, and how far that is. */
public record BillRun(
        UUID id,
        BillRunStatus status,
        boolean dryRun,
        OnError onError,
        String fileHash,
        Counts counts,
        List<Total> totals,
        Instant receivedAt,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        Optional<String> stopReason) {

    /** What the invoices of a currency come to with VAT. */
    public record Total(String currency, int invoices, BigDecimal totalWithVat) {}

    public int remaining() {
        return counts.remaining(dryRun || isValidating() || status == BillRunStatus.REFUSED);
    }

    public boolean isValidating() {
        return status == BillRunStatus.VALIDATING;
    }

    /** The same run, somewhat further. */
    public BillRun movedTo(BillRunStatus to) {
        return new BillRun(
                id, to, dryRun, onError, fileHash, counts, totals, receivedAt, startedAt, finishedAt, stopReason);
    }

    /** Whether every row is to be looked at before the first is issued. */
    public boolean validatesFirst() {
        return dryRun || onError == OnError.REFUSE_ALL;
    }

    /** What comes after the rows of a validation have been looked at. */
    public BillRunStatus afterValidation() {
        if (dryRun) {
            return BillRunStatus.DONE;
        }
        return counts.refused() > 0 ? BillRunStatus.REFUSED : BillRunStatus.ISSUING;
    }

    /** What comes after the file was received. */
    public BillRunStatus afterReceipt() {
        return validatesFirst() ? BillRunStatus.VALIDATING : BillRunStatus.ISSUING;
    }
}
