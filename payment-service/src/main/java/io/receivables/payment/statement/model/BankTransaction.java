package io.receivables.payment.statement.model;

import io.receivables.chassis.money.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An entry of a statement as it is kept (C4: one entry, one bank transaction).
 *
 * @param recognitionKey what makes the same entry known again in another file of the account
 */
public record BankTransaction(
        UUID transactionId,
        UUID statementId,
        int lineNumber,
        String account,
        Optional<String> recognitionKey,
        StatementEntry entry,
        Outcome outcome) {

    /** What became of an entry. */
    public enum Outcome {
        /** Money of debtors, or at least a part of it is. */
        PAYMENT,
        /** Took earlier payments back, all that it says it does. */
        RETURN,
        /** Says it takes something back, but for all of it or a part no single payment fits; for a person to decide. */
        RETURN_UNMATCHED,
        /** Kept, but no business of the ledger. */
        RECORDED,
        /** Only announced by the bank. */
        NOT_BOOKED
    }

    public static Outcome outcomeOf(StatementEntry entry) {
        if (!entry.booked()) {
            return Outcome.NOT_BOOKED;
        }
        if (!entry.payments().isEmpty()) {
            return Outcome.PAYMENT;
        }
        return entry.returns().isEmpty() ? Outcome.RECORDED : Outcome.RETURN_UNMATCHED;
    }

    /** The entry's details in one, for reading. */
    public EntryDetail summary() {
        return EntryDetail.merged(entry.details());
    }

    /**
     * A stored bank transaction as a reader sees it.
     *
     * @param reversedPaymentIds what it took back; of a return that is unmatched in part, what it did find
     */
    public record View(
            UUID transactionId,
            UUID statementId,
            int lineNumber,
            Money amount,
            Direction direction,
            boolean booked,
            boolean reversal,
            LocalDate bookingDate,
            LocalDate valueDate,
            Optional<String> entryReference,
            Optional<String> endToEndId,
            Optional<String> counterpartyName,
            Optional<String> counterpartyIban,
            Optional<String> structuredReference,
            Optional<String> remittanceInformation,
            Optional<String> returnReasonCode,
            int detailCount,
            Optional<Money> charges,
            Outcome outcome,
            List<UUID> reversedPaymentIds) {}
}
