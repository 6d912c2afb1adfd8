package io.receivables.payment.payment;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Why and when a payment went back.
 *
 * @param returnReasonCode ISO 20022 external return reason, for example AC04 (closed account)
 */
public record Reversal(String reason, Optional<String> returnReasonCode, LocalDate bookingDate) {}
