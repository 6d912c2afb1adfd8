package io.receivables.invoicing.inbound.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.invoicing.events.InvoicePaid;
import io.receivables.invoicing.events.InvoiceReopened;
import io.receivables.invoicing.inbound.payment.OpenItemState.Status;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SettledInvoiceTest {
    private static final LocalDate DAY = LocalDate.of(2026, 6, 10);

    @Test
    void aPartPaymentMovesTheOpenAmountAndAnnouncesNothing() {
        var step = invoice(false).follow(item("60.00", Status.PARTLY_SETTLED, 2));

        assertThat(step.event()).isEmpty();
        assertThat(step.invoice().openAmount()).isEqualTo("60.00");
        assertThat(step.invoice().sequence()).isEqualTo(1);
    }

    @Test
    void settlingAnnouncesPaidOnceWithTheEffectiveDate() {
        var paid = invoice(false).follow(item("0.00", Status.SETTLED, 2));
        var again = paid.invoice().follow(item("0.00", Status.SETTLED, 3));

        assertThat(paid.event()).containsInstanceOf(InvoicePaid.class);
        assertThat(paid.invoice().paidOn()).contains(DAY);
        assertThat(paid.invoice().sequence()).isEqualTo(2);
        assertThat(again.event()).isEmpty();
        assertThat(again.invoice().sequence()).isEqualTo(2);
    }

    @Test
    void aReturnedPaymentReopensTheInvoice() {
        var paid = invoice(false).follow(item("0.00", Status.SETTLED, 2)).invoice();

        var reopened = paid.follow(item("100.00", Status.OPEN, 3));

        assertThat(reopened.event()).containsInstanceOf(InvoiceReopened.class);
        assertThat(reopened.invoice().paidOn()).isEmpty();
        assertThat(reopened.invoice().settled()).isFalse();
        assertThat(reopened.invoice().sequence()).isEqualTo(3);
    }

    @Test
    void anOlderVersionOfTheOpenItemIsDropped() {
        var paid = invoice(false).follow(item("0.00", Status.SETTLED, 5)).invoice();

        var step = paid.follow(item("100.00", Status.OPEN, 4));

        assertThat(step.invoice()).isSameAs(paid);
        assertThat(step.event()).isEmpty();
    }

    @Test
    void theFirstVersionChangesNothingUnlessItSaysSomethingElse() {
        var issued = invoice(false);

        assertThat(issued.follow(item("100.0000", Status.OPEN, 1)).invoice()).isSameAs(issued);
        assertThat(issued.follow(item("0.00", Status.SETTLED, 1)).event()).containsInstanceOf(InvoicePaid.class);
    }

    @Test
    void anInvoiceCreditedInFullIsSettledButNotPaid() {
        var step = invoice(true).follow(item("0.00", Status.SETTLED, 2));

        assertThat(step.event()).isEmpty();
        assertThat(step.invoice().settled()).isTrue();
    }

    private static OpenItemState item(String open, Status status, long version) {
        return new OpenItemState(new UUID(0, 1), new BigDecimal(open), status, DAY, version);
    }

    private static SettledInvoice invoice(boolean fullyCredited) {
        var total = new BigDecimal("100.00");
        return new SettledInvoice(
                new UUID(0, 1),
                "INV-1",
                new UUID(0, 2),
                "EUR",
                total,
                fullyCredited,
                false,
                false,
                Optional.empty(),
                total,
                1,
                1);
    }
}
