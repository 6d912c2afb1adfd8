package io.receivables.payment.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.chassis.id.Ids;
import io.receivables.chassis.money.Money;
import io.receivables.chassis.tx.Cause;
import io.receivables.chassis.tx.PgTx;
import io.receivables.payment.openitem.model.OpenItem;
import io.receivables.payment.payment.AllocationBooking.Batch;
import io.receivables.payment.payment.model.AllocationPlanner;
import io.receivables.payment.payment.model.OpenItemBook;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AllocationBookingTest {
    private static final LocalDate DAY = LocalDate.parse("2026-06-14");
    private static final UUID CUSTOMER = Ids.next();
    private static final Cause CAUSE = new Cause("anna", "c", "c", Optional.empty());
    private static final PgTx TX = new PgTx(null, "t", CAUSE, Instant.parse("2026-06-15T10:00:00Z"), null, null);

    @Test
    void whatSettlesMoreInvoicesThanAnEventHasRoomForIsToldInSeveral() {
        var payment = BankTransfers.of("5001.00", DAY, Optional.of(CUSTOMER), "");
        var book = new OpenItemBook(items(5_001));
        var plan = AllocationPlanner.plan(payment.money(false), book, DAY);

        var settlement = new Batch(TX, book).addNew(CAUSE, payment, plan);

        assertThat(settlement.allocations()).hasSize(5_001);
        assertThat(settlement.payment().balance().unapplied().isZero()).isTrue();
        assertThat(settlement.payment().version())
                .as("one event of the receipt and two of allocations")
                .isEqualTo(3);
    }

    private static List<OpenItem> items(int count) {
        var items = new ArrayList<OpenItem>();
        for (int i = 0; i < count; i++) {
            items.add(new OpenItem(
                    Ids.next(),
                    "HU-" + i,
                    Optional.empty(),
                    CUSTOMER,
                    DAY,
                    DAY,
                    ZoneOffset.UTC,
                    Money.of("1.00", "EUR"),
                    Money.of("0.00", "EUR"),
                    Money.of("0.00", "EUR"),
                    Optional.empty(),
                    1));
        }
        return items;
    }
}
