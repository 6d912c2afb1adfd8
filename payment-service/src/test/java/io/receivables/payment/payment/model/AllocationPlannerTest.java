package io.receivables.payment.payment.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.chassis.money.Money;
import io.receivables.payment.events.AllocationRule;
import io.receivables.payment.openitem.model.OpenItem;
import io.receivables.payment.openitem.model.ReferenceText;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AllocationPlannerTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-06-15");
    private static final UUID CUSTOMER = UUID.fromString("00000000-0000-7000-8000-0000000000c1");
    private static final UUID OTHER = UUID.fromString("00000000-0000-7000-8000-0000000000c2");
    private static final String REFERENCE = "RF18539007547034";

    private int next = 1;

    private OpenItem item(String number, String amount, String due) {
        return item(number, amount, "EUR", due, CUSTOMER, Optional.empty());
    }

    private OpenItem item(
            String number, String amount, String currency, String due, UUID customer, Optional<String> reference) {
        var owed = Money.of(amount, currency);
        var zero = Money.zero(owed.currency());
        var issued = LocalDate.parse(due).minusDays(30);
        return new OpenItem(
                new UUID(1, next++),
                number,
                reference.map(ReferenceText::key),
                customer,
                issued,
                LocalDate.parse(due),
                ZoneOffset.UTC,
                owed,
                zero,
                zero,
                Optional.empty(),
                1);
    }

    private static AllocationPlan plan(IncomingMoney money, OpenItem... items) {
        return AllocationPlanner.plan(money, new OpenItemBook(List.of(items)), TODAY);
    }

    private static IncomingMoney money(String amount, Optional<UUID> customer, String reference, String text) {
        return new IncomingMoney(
                new UUID(9, 9),
                Money.of(amount, "EUR"),
                customer,
                Optional.ofNullable(reference),
                Optional.ofNullable(text),
                false);
    }

    private static List<String> lines(AllocationPlan plan) {
        return plan.allocations().stream()
                .map(a -> a.invoiceNumber() + " " + a.amount().amount() + " " + a.rule())
                .toList();
    }

    @Test
    void theStructuredReferenceWinsOverNumbersAndAge() {
        var old = item("HU-2026-0001", "100.00", "2026-01-31");
        var meant = item("HU-2026-0002", "80.00", "EUR", "2026-05-31", CUSTOMER, Optional.of(REFERENCE));

        var plan = plan(money("80.00", Optional.of(CUSTOMER), "RF18 5390 0754 7034", null), old, meant);

        assertThat(lines(plan)).containsExactly("HU-2026-0002 80.00 STRUCTURED_REFERENCE");
        assertThat(plan.allocations().get(0).explanation()).isEqualTo("reference " + REFERENCE);
    }

    @Test
    void severalNumbersInTheTextAreServedInOrderOfDueDate() {
        var first = item("HU-2026-0001", "100.00", "2026-03-31");
        var second = item("HU-2026-0002", "100.00", "2026-01-31");

        var plan =
                plan(money("150.00", Optional.empty(), null, "invoices hu-2026-0001 and HU 2026 0002"), first, second);

        assertThat(lines(plan))
                .containsExactly("HU-2026-0002 100.00 INVOICE_NUMBER", "HU-2026-0001 50.00 INVOICE_NUMBER");
    }

    @Test
    void aKnownPayerWithoutDesignationSettlesTheOldestDueFirst() {
        var notDue = item("N-2026-1", "100.00", "2026-07-31");
        var younger = item("N-2026-2", "100.00", "2026-05-31");
        var oldest = item("N-2026-3", "100.00", "2026-04-30");
        var foreign = item("N-2026-4", "100.00", "EUR", "2026-01-01", OTHER, Optional.empty());

        var plan = plan(money("250.00", Optional.of(CUSTOMER), null, "thank you"), notDue, younger, oldest, foreign);

        assertThat(lines(plan))
                .containsExactly(
                        "N-2026-3 100.00 OLDEST_DUE", "N-2026-2 100.00 OLDEST_DUE", "N-2026-1 50.00 OLDEST_DUE");
        assertThat(plan.allocations())
                .extracting(PlannedAllocation::explanation)
                .containsExactly(
                        "oldest due first: due since 2026-04-30",
                        "oldest due first: due since 2026-05-31",
                        "oldest due first: not yet due, due on 2026-07-31");
    }

    @Test
    void anOverpaymentOfWhatIsNamedStaysUnappliedEvenIfMoreIsOwed() {
        var named = item("HU-2026-0001", "100.00", "2026-03-31");
        var other = item("HU-2026-0002", "100.00", "2026-01-31");

        var plan = plan(money("130.00", Optional.of(CUSTOMER), null, "HU-2026-0001"), named, other);

        assertThat(lines(plan)).containsExactly("HU-2026-0001 100.00 INVOICE_NUMBER");
        assertThat(plan.unapplied()).isEqualTo(Money.of("30.00", "EUR"));
        assertThat(plan.explanation()).contains("30.00 unapplied");
    }

    @Test
    void aReferenceThatBelongsToNoInvoiceWaitsInsteadOfSettlingAnotherDebt() {
        var owed = item("HU-2026-0001", "100.00", "2026-03-31");

        var plan = plan(money("100.00", Optional.of(CUSTOMER), REFERENCE, null), owed);

        assertThat(plan.allocations()).isEmpty();
        assertThat(plan.explanation()).contains("waits");
    }

    @Test
    void moneyOfAnotherCurrencyIsNeverAllocated() {
        var forint = item("HU-2026-0001", "40000.00", "HUF", "2026-03-31", CUSTOMER, Optional.of(REFERENCE));

        var plan = plan(money("100.00", Optional.of(CUSTOMER), REFERENCE, "HU-2026-0001"), forint);

        assertThat(plan.allocations()).isEmpty();
        assertThat(plan.explanation()).contains("is in HUF, the payment in EUR");
    }

    @Test
    void aNumberThatTwoSellersUsedIsDecidedByThePayerOrNotAtAll() {
        var mine = item("2026-0001", "100.00", "2026-03-31");
        var theirs = item("2026-0001", "100.00", "EUR", "2026-03-31", OTHER, Optional.empty());

        var known = plan(money("100.00", Optional.of(CUSTOMER), null, "2026-0001"), mine, theirs);
        var unknown = plan(money("100.00", Optional.empty(), null, "2026-0001"), mine, theirs);

        assertThat(known.allocations()).extracting(PlannedAllocation::invoiceId).containsExactly(mine.invoiceId());
        assertThat(unknown.allocations()).isEmpty();
        assertThat(unknown.explanation()).contains("names 2 invoices");
    }

    @Test
    void aSettledInvoiceThatIsNamedAgainLeavesTheMoneyUnapplied() {
        var settled = item("HU-2026-0001", "100.00", "2026-03-31").allocate(Money.of("100.00", "EUR"));
        var owed = item("HU-2026-0002", "100.00", "2026-03-31");

        var plan = plan(money("100.00", Optional.of(CUSTOMER), null, "HU-2026-0001"), settled, owed);

        assertThat(plan.allocations()).isEmpty();
        assertThat(plan.explanation()).contains("HU-2026-0001 is settled");
    }

    @Test
    void anUnknownPayerWithoutDesignationStaysUnapplied() {
        var plan =
                plan(money("100.00", Optional.empty(), null, "thanks"), item("HU-2026-0001", "100.00", "2026-03-31"));

        assertThat(plan.allocations()).isEmpty();
        assertThat(plan.unapplied()).isEqualTo(Money.of("100.00", "EUR"));
        assertThat(plan.explanation()).contains("no known reference, invoice number or payer account");
    }

    @Test
    void aStructuredReferenceThatIsNotIso11649IsReadAsText() {
        var plan = plan(
                money("100.00", Optional.empty(), "HU-2026-0001", null), item("HU-2026-0001", "100.00", "2026-03-31"));

        assertThat(lines(plan)).containsExactly("HU-2026-0001 100.00 INVOICE_NUMBER");
    }

    @Test
    void aReferenceInsideTheFreeTextCountsAsReference() {
        var meant = item("HU-2026-0002", "80.00", "EUR", "2026-05-31", CUSTOMER, Optional.of(REFERENCE));

        var plan = plan(money("80.00", Optional.empty(), null, "see RF18 5390 0754 7034"), meant);

        assertThat(lines(plan)).containsExactly("HU-2026-0002 80.00 " + AllocationRule.STRUCTURED_REFERENCE);
    }
}
