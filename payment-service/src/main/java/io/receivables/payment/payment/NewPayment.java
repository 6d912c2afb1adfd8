package io.receivables.payment.payment;

import io.receivables.chassis.money.Money;
import io.receivables.payment.payment.model.Designation;
import io.receivables.payment.payment.model.PaymentDetails;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A payment as somebody reports it.
 *
 * @param customerId the payer, if known otherwise than by account
 * @param allocations where parts of it go, by the word of who reports it
 * @param reason for the audit trail
 */
public record NewPayment(
        PaymentDetails details,
        Money amount,
        Optional<UUID> customerId,
        List<Designation> allocations,
        Optional<String> reason) {}
