package io.receivables.payment.payment;

import io.receivables.chassis.id.Ids;
import io.receivables.chassis.money.Money;
import io.receivables.payment.events.PaymentMethod;
import io.receivables.payment.events.PaymentSource;
import io.receivables.payment.payment.model.Payment;
import io.receivables.payment.payment.model.PaymentBalance;
import io.receivables.payment.payment.model.PaymentDetails;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/** Payments in euros that just came in and are not stored. */
final class BankTransfers {
    private BankTransfers() {}

    static Payment of(String amount, LocalDate day, Optional<UUID> customer, String text) {
        var details = new PaymentDetails(
                PaymentMethod.BANK_TRANSFER,
                PaymentSource.API,
                day,
                day,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(text).filter(t -> !t.isEmpty()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new Payment(
                Ids.next(),
                details,
                PaymentBalance.received(Money.of(amount, "EUR")),
                customer,
                Optional.empty(),
                "",
                "anna",
                Instant.EPOCH,
                1);
    }
}
