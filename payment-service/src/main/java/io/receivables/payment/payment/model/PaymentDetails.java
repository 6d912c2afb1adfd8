package io.receivables.payment.payment.model;

import io.receivables.payment.events.PaymentMethod;
import io.receivables.payment.events.PaymentSource;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * What was said about a payment when it came in; never changed.
 *
 * @param entryReference the bank's own reference of the statement entry
 */
public record PaymentDetails(
        PaymentMethod method,
        PaymentSource source,
        LocalDate bookingDate,
        LocalDate valueDate,
        Optional<String> payerName,
        Optional<String> payerIban,
        Optional<String> structuredReference,
        Optional<String> remittanceInformation,
        Optional<String> endToEndId,
        Optional<String> externalId,
        Optional<StatementOrigin> origin) {

    /** The bank statement entry a payment comes from. */
    public record StatementOrigin(UUID statementId, UUID bankTransactionId, Optional<String> entryReference) {}
}
