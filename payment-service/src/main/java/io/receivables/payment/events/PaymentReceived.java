package io.receivables.payment.events;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/** Money came in; what it settles follows in {@link PaymentAllocated}. */
public record PaymentReceived(
        UUID paymentId,
        PaymentMethod method,
        PaymentSource source,
        String currency,
        BigDecimal amount,
        LocalDate bookingDate,
        LocalDate valueDate,
        Optional<UUID> customerId,
        Optional<Payer> payer,
        Optional<String> structuredReference,
        Optional<String> remittanceInformation,
        Optional<String> endToEndId,
        Optional<String> externalId,
        Optional<UUID> statementId,
        Optional<String> entryReference)
        implements PaymentEvent {

    /** Who paid, as far as the bank or the cashier knows. */
    public record Payer(Optional<String> name, Optional<String> iban) {}
}
