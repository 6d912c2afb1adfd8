package io.receivables.dunning.dunningcase.model;

import static io.receivables.dunning.dunningcase.model.Cases.DUE;
import static io.receivables.dunning.dunningcase.model.Cases.ISSUED;
import static io.receivables.dunning.dunningcase.model.Cases.TOTAL;
import static io.receivables.dunning.dunningcase.model.Cases.eur;
import static io.receivables.dunning.dunningcase.model.Cases.noon;
import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.chassis.money.Money;
import io.receivables.dunning.policy.model.DunningPolicy;
import io.receivables.dunning.policy.model.PolicyLevel;
import io.receivables.dunning.policy.model.QuietRules;
import io.receivables.dunning.policy.model.Tone;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class YearOfDunningTest {

    private static final DunningPolicy POLICY = DunningPolicy.DEFAULT;

    private DunningCase dunned = Cases.open(POLICY);
    private final List<String> heard = new ArrayList<>();
    private final List<Integer> skipped = new ArrayList<>();

    @Test
    void unpaidInvoiceHearsEveryLevelOnItsDayAndThenWaitsForAPerson() {
        live(ISSUED, LocalDate.parse("2026-02-28"), POLICY);

        assertThat(heard).containsExactly("1 2025-03-28", "2 2025-04-03", "3 2025-04-14", "4 2025-04-30");
        assertThat(dunned.next().orElseThrow().kind()).isEqualTo(NextAction.Kind.REVIEW);
        assertThat(dunned.next().orElseThrow().on()).isEqualTo("2025-05-14");
        assertThat(dunned.state()).isEqualTo(CaseState.OVERDUE);
    }

    @Test
    void paymentStopsItAndAReturnedPaymentContinuesAtTheNextLevel() {
        live(ISSUED, LocalDate.parse("2025-04-10"), POLICY);
        pay(eur("0.00"), 2, LocalDate.parse("2025-04-10"));
        assertThat(dunned.state()).isEqualTo(CaseState.CLOSED);
        assertThat(dunned.closeReason()).contains(CloseReason.PAID);

        live(LocalDate.parse("2025-04-11"), LocalDate.parse("2025-06-30"), POLICY);
        pay(TOTAL, 3, LocalDate.parse("2025-07-01"));
        assertThat(dunned.state()).isEqualTo(CaseState.OVERDUE);
        assertThat(dunned.progress().level()).isEqualTo(2);
        live(LocalDate.parse("2025-07-01"), LocalDate.parse("2025-12-31"), POLICY);

        assertThat(heard).containsExactly("1 2025-03-28", "2 2025-04-03", "3 2025-07-01", "4 2025-07-06");
    }

    @Test
    void partPaymentKeepsTheLevelAndAsksForTheRest() {
        live(ISSUED, LocalDate.parse("2025-04-05"), POLICY);
        pay(eur("250.00"), 2, LocalDate.parse("2025-04-05"));

        assertThat(dunned.progress().level()).isEqualTo(2);
        assertThat(dunned.balance().open()).isEqualTo(eur("250.00"));
        assertThat(dunned.next().orElseThrow().on()).isEqualTo("2025-04-14");
    }

    @Test
    void clockThatJumpsOverAllLevelsSendsThemInOrderOnePerGap() {
        overdue(LocalDate.parse("2025-06-30"));
        live(LocalDate.parse("2025-06-30"), LocalDate.parse("2025-07-31"), POLICY);

        assertThat(heard).containsExactly("2 2025-06-30", "3 2025-07-05", "4 2025-07-10");
        assertThat(skipped).containsExactly(1);
    }

    @Test
    void gapBeginsOnTheDayOnWhichAReminderReallyWentOut() {
        LocalDate planned = LocalDate.parse("2025-04-03");
        overdue(planned);
        dunned = dunned.fire(POLICY, noon(planned)).after();
        assertThat(dunned.owed(eur("10.00"), 2, POLICY, noon(planned.plusDays(7)))
                        .next()
                        .orElseThrow()
                        .on())
                .isEqualTo(planned);

        dunned = dunned.delivered(POLICY, noon(LocalDate.parse("2025-04-13")));

        assertThat(dunned.next().orElseThrow().level()).isEqualTo(3);
        assertThat(dunned.next().orElseThrow().on()).isEqualTo("2025-04-18");
    }

    @Test
    void noticeThatWasNotSentInTimeIsPassedOverAndHoldsNothingBack() {
        DunningPolicy longGap =
                new DunningPolicy(1, LocalDate.EPOCH, POLICY.levels(), 20, 14, QuietRules.NONE, List.of());
        dunned = Cases.open(longGap)
                .fire(longGap, noon(LocalDate.parse("2025-03-28")))
                .after();
        PolicyLevel notice = longGap.level(1);
        assertThat(dunned.isPast(notice, noon(DUE))).isFalse();
        assertThat(dunned.isPast(notice, noon(DUE.plusDays(1)))).isTrue();
        assertThat(dunned.isPast(longGap.level(2), noon(DUE.plusDays(90)))).isFalse();

        dunned = dunned.passedOver(longGap, noon(DUE.plusDays(1)));

        assertThat(dunned.next().orElseThrow().level()).isEqualTo(2);
        assertThat(dunned.next().orElseThrow().on()).isEqualTo("2025-04-03");
    }

    @Test
    void reminderAfterTheDueDateWaitsUntilTheInvoiceWasDeclaredOverdue() {
        LocalDate day = LocalDate.parse("2025-04-20");

        assertThat(dunned.fire(POLICY, noon(day)).level()).isEmpty();
        overdue(day);
        assertThat(dunned.fire(POLICY, noon(day)).level().map(PolicyLevel::level))
                .contains(2);
    }

    @Test
    void noticeThatWouldFallOnTheDayOfIssueIsPassedOver() {
        InvoiceFacts shortTerm = Cases.invoice(LocalDate.parse("2025-03-01"), LocalDate.parse("2025-03-04"));

        dunned = DunningCase.open(
                dunned.id(), shortTerm, Balance.ofInvoice(TOTAL), POLICY, noon(LocalDate.parse("2025-03-01")));

        assertThat(dunned.next().orElseThrow().level()).isEqualTo(2);
        assertThat(dunned.next().orElseThrow().on()).isEqualTo("2025-03-07");
    }

    @Test
    void quietWeekdaysAndHoursMoveTheReminderInTheDebtorsZone() {
        DunningPolicy quiet = new DunningPolicy(
                1,
                LocalDate.EPOCH,
                List.of(new PolicyLevel(1, "first", 5, Tone.FRIENDLY)),
                5,
                14,
                new QuietRules(Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), 8),
                List.of());

        dunned = Cases.open(quiet);

        assertThat(dunned.next().orElseThrow().on()).isEqualTo("2025-04-07");
        assertThat(dunned.next().orElseThrow().at()).isEqualTo("2025-04-07T06:00:00Z");
    }

    @Test
    void reminderThatIsLateIsPutOffOverQuietTimeToo() {
        DunningPolicy quiet = new DunningPolicy(
                1,
                LocalDate.EPOCH,
                POLICY.levels(),
                5,
                14,
                new QuietRules(Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), 8),
                List.of());
        LocalDate saturday = LocalDate.parse("2025-04-12");
        dunned = Cases.open(quiet).overdue(quiet, noon(saturday));

        Firing firing = dunned.fire(quiet, noon(saturday));

        assertThat(firing.level()).isEmpty();
        NextAction next = firing.after().next().orElseThrow();
        assertThat(next.level()).isEqualTo(2);
        assertThat(next.on()).isEqualTo("2025-04-14");
        assertThat(next.at()).isEqualTo("2025-04-14T06:00:00Z");
        assertThat(firing.after().fire(quiet, next.at()).level().map(PolicyLevel::level))
                .contains(2);
    }

    @Test
    void amountBelowTheMinimumIsLeftToAPersonUntilItGrowsAgain() {
        DunningPolicy policy =
                new DunningPolicy(1, LocalDate.EPOCH, POLICY.levels(), 5, 14, QuietRules.NONE, List.of(eur("5.00")));
        dunned = Cases.open(policy).owed(eur("4.99"), 1, policy, noon(ISSUED));
        assertThat(dunned.next().orElseThrow().kind()).isEqualTo(NextAction.Kind.REVIEW);

        dunned = dunned.owed(eur("5.00"), 2, policy, noon(ISSUED));

        assertThat(dunned.next().orElseThrow().kind()).isEqualTo(NextAction.Kind.SEND_REMINDER);
    }

    @Test
    void olderWordOnWhatIsOwedChangesNothing() {
        pay(eur("0.00"), 7, ISSUED);

        DunningCase after = dunned.owed(TOTAL, 6, POLICY, noon(ISSUED));

        assertThat(after).isEqualTo(dunned);
    }

    @Test
    void theFullWordOfOneVersionCountsAlsoAfterAMessageThatCarriedOnlyTheOpenAmount() {
        pay(eur("0.00"), 4, DUE);
        assertThat(dunned.closeReason()).contains(CloseReason.PAID);

        dunned = dunned.owed(new Balance(eur("0.00"), TOTAL, 4, false), POLICY, noon(DUE));
        assertThat(dunned.closeReason()).contains(CloseReason.CREDITED);

        pay(eur("0.00"), 4, DUE);
        assertThat(dunned.closeReason()).contains(CloseReason.CREDITED);
    }

    @Test
    void fullCreditNoteClosesForGoodWhateverPaymentsSayLater() {
        dunned = dunned.creditedInFull(POLICY, noon(DUE));
        pay(TOTAL, 9, DUE);

        assertThat(dunned.state()).isEqualTo(CaseState.CLOSED);
        assertThat(dunned.closeReason()).contains(CloseReason.CREDITED);
        assertThat(dunned.next()).isEmpty();
    }

    @Test
    void coveredByCreditNotesIsCreditedAndNotPaid() {
        dunned = dunned.owed(new Balance(eur("0.00"), TOTAL, 4, false), POLICY, noon(DUE));

        assertThat(dunned.closeReason()).contains(CloseReason.CREDITED);
    }

    @Test
    void anyCourseOfAYearKeepsExactlyOneNextActionAndNeverRepeatsALevel() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            dunned = Cases.open(POLICY);
            heard.clear();
            long version = 1;
            LocalDate day = ISSUED;
            while (day.isBefore(LocalDate.parse("2026-03-01"))) {
                day = day.plusDays(1 + random.nextInt(20));
                if (day.isAfter(DUE)) {
                    overdue(day);
                }
                if (random.nextInt(3) == 0) {
                    pay(random.nextBoolean() ? eur("0.00") : eur("10.00"), ++version, day);
                }
                act(day, POLICY);
                assertThat(dunned.next().isPresent()).as("seed %s", seed).isEqualTo(dunned.isOpen());
            }
            assertOrder(seed);
        }
    }

    private void assertOrder(int seed) {
        List<Integer> levels = heard.stream()
                .map(word -> Integer.valueOf(word.substring(0, 1)))
                .toList();
        List<String> days = heard.stream().map(word -> word.substring(2)).toList();
        assertThat(levels).as("seed %s", seed).isSorted().doesNotHaveDuplicates();
        assertThat(new HashSet<>(days)).as("seed %s", seed).hasSameSizeAs(days);
    }

    private void live(LocalDate from, LocalDate to, DunningPolicy policy) {
        for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
            if (day.isAfter(DUE)) {
                overdue(day);
            }
            act(day, policy);
        }
    }

    private void act(LocalDate day, DunningPolicy policy) {
        if (dunned.next().isEmpty()) {
            return;
        }
        Firing firing = dunned.fire(policy, noon(day));
        dunned = firing.after();
        firing.skipped().forEach(level -> skipped.add(level.level()));
        Optional<PolicyLevel> level = firing.level();
        if (level.isPresent()) {
            assertThat(dunned.next().orElseThrow().kind()).isEqualTo(NextAction.Kind.DELIVER_REMINDER);
            assertThat(dunned.fire(policy, noon(day)).level())
                    .as("nothing fires while a reminder is on its way")
                    .isEmpty();
            heard.add(level.get().level() + " " + day);
            dunned = dunned.delivered(policy, noon(day));
        }
    }

    private void overdue(LocalDate day) {
        dunned = dunned.overdue(POLICY, noon(day));
    }

    private void pay(Money open, long version, LocalDate day) {
        dunned = dunned.owed(open, version, POLICY, noon(day));
    }
}
