package io.receivables.payment.payment.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.receivables.chassis.money.Money;
import io.receivables.chassis.problem.Problem;
import io.receivables.payment.PaymentProblem;
import io.receivables.payment.openitem.model.OpenItem;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DesignationTest {
    private static final UUID INVOICE = new UUID(1, 1);
    private static final UUID SETTLED = new UUID(1, 2);
    private static final Money HUNDRED = Money.of("100.00", "EUR");

    private final OpenItemBook book =
            new OpenItemBook(List.of(item(INVOICE, Money.zero(HUNDRED.currency())), item(SETTLED, HUNDRED)));

    private static OpenItem item(UUID id, Money allocated) {
        var date = LocalDate.parse("2026-03-31");
        return new OpenItem(
                id,
                "HU-2026-000" + id.getLeastSignificantBits(),
                Optional.empty(),
                new UUID(7, 1),
                date,
                date,
                ZoneOffset.UTC,
                HUNDRED,
                Money.zero(HUNDRED.currency()),
                allocated,
                Optional.empty(),
                1);
    }

    private void refuses(PaymentProblem code, String available, Designation... designations) {
        assertThatThrownBy(() -> Designation.check(List.of(designations), Money.of(available, "EUR"), book, "told"))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.code()).isEqualTo(code);
                    assertThat(problem.errors()).isNotEmpty();
                });
    }

    @Test
    void whatFitsBecomesAManualAllocation() {
        var planned = Designation.check(
                List.of(new Designation(INVOICE, Money.of("60.00", "EUR"))), HUNDRED, book, "told by anna");

        assertThat(planned).singleElement().satisfies(p -> {
            assertThat(p.amount()).isEqualTo(Money.of("60.00", "EUR"));
            assertThat(p.explanation()).isEqualTo("told by anna");
        });
    }

    @Test
    void whatDoesNotFitIsRefusedWithItsOwnCode() {
        refuses(PaymentProblem.INVOICE_UNKNOWN, "100.00", new Designation(new UUID(1, 9), HUNDRED));
        refuses(PaymentProblem.INVOICE_SETTLED, "100.00", new Designation(SETTLED, HUNDRED));
        refuses(
                PaymentProblem.ALLOCATION_EXCEEDS_OPEN_AMOUNT,
                "500.00",
                new Designation(INVOICE, Money.of("100.01", "EUR")));
        refuses(PaymentProblem.ALLOCATION_EXCEEDS_UNAPPLIED, "99.99", new Designation(INVOICE, HUNDRED));
        refuses(PaymentProblem.CURRENCY_MISMATCH, "100.00", new Designation(INVOICE, Money.of("100.00", "USD")));
        refuses(PaymentProblem.AMOUNT_NOT_POSITIVE, "100.00", new Designation(INVOICE, Money.of("0.00", "EUR")));
        refuses(
                PaymentProblem.ALLOCATION_DUPLICATE,
                "100.00",
                new Designation(INVOICE, Money.of("1.00", "EUR")),
                new Designation(INVOICE, Money.of("1.00", "EUR")));
    }
}
