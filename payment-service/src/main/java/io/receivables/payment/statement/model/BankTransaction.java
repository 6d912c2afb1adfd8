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
        /** Money of a debtor. */
        PAYMENT,
        /** Took an earlier payment back. */
        RETURN,
        /** Says it takes something back, but no single payment fits; for a person to decide. */
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
        if (entry.isPayment()) {
            return Outcome.PAYMENT;
        }
        return entry.isReturnOfCredit() ? Outcome.RETURN_UNMATCHED : Outcome.RECORDED;
    }

    /** The entry's details in one, for reading. */
    public EntryDetail summary() {
        return EntryDetail.merged(entry.details());
    }

    /** A stored bank transaction as a reader sees it. */
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
