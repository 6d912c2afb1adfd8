package io.receivables.payment.payment.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random business, and then, as of every day of it: open = invoiced - credited - allocated is never below zero on any
 * invoice, and received = allocated + unapplied + reversed with unapplied never below zero on any payment (rule D2, I1, I2).
 */
class AsOfPropertyTest {
    private static final int CASES = 5_000;
    private static final long SEED = Long.getLong("receivables.seed", 20_261_122L);

    @Test
    void theLedgerAddsUpAsOfEveryDayOfRandomBusiness() {
        int early = 0;
        int again = 0;
        int byHand = 0;
        int releasesLater = 0;
        for (int i = 0; i < CASES; i++) {
            var business = new RandomBusiness(new Random(SEED + i), DatedLedger.Rule.REAL);
            business.live();
            assertThat(business.ledger().brokenDays()).as("seed %d", SEED + i).isEmpty();
            early += business.ledger().early();
            again += business.ledger().again();
            byHand += business.ledger().byHand();
            releasesLater += business.ledger().releasesLater();
        }
        assertThat(early).as("payments booked before the invoice existed").isGreaterThan(CASES / 10);
        assertThat(again).as("debts that were paid again").isGreaterThan(CASES / 10);
        assertThat(byHand).as("allocations by hand").isGreaterThan(CASES / 10);
        assertThat(releasesLater).as("releases after their own day").isGreaterThan(CASES / 100);
    }

    @Test
    void theBookingDateAloneIsNoRule() {
        var broken = new ArrayList<String>();
        for (int i = 0; i < 200; i++) {
            var business = new RandomBusiness(new Random(SEED + i), DatedLedger.Rule.BOOKING_DATE);
            business.live();
            broken.addAll(business.ledger().brokenDays());
        }
        assertThat(broken).anyMatch(b -> b.contains("owes")).anyMatch(b -> b.contains("has unapplied"));
    }
}
