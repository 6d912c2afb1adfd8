package io.receivables.invoicing.billrun.model;

import io.receivables.chassis.money.Money;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** What became of one row; its number is the line of the file it stands in. */
public sealed interface RowResult {
    int row();

    RowStatus status();

    /** It can be issued. */
    record Valid(int row, Optional<String> externalId, byte[] contentHash) implements RowResult {
        public Valid {
            contentHash = contentHash.clone();
        }

        @Override
        public RowStatus status() {
            return RowStatus.VALID;
        }

        /** Whether another row asks for the same invoice. */
        public boolean hasContent(byte[] hash) {
            return Arrays.equals(contentHash, hash);
        }
    }

    /** It has an invoice, made for it or found. */
    record Billed(int row, UUID invoiceId, boolean created, Money total) implements RowResult {
        @Override
        public RowStatus status() {
            return created ? RowStatus.ISSUED : RowStatus.EXISTING;
        }
    }

    /** It has none. */
    record Refused(int row, RowProblem problem) implements RowResult {
        @Override
        public RowStatus status() {
            return RowStatus.REFUSED;
        }
    }
}
