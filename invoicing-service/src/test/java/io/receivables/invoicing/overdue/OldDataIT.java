package io.receivables.invoicing.overdue;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.invoicing.Database;
import io.receivables.invoicing.InvoicingIT;
import io.receivables.testkit.Awaits;
import io.smallrye.reactive.messaging.ChannelRegistry;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No invoice is declared overdue on data that is known to be incomplete. */
@QuarkusTest
class OldDataIT extends InvoicingIT {
    private static final Instant START = Instant.parse("2026-05-01T08:00:00Z");
    private static final Instant LATE = Instant.parse("2026-08-01T08:00:00Z");

    @Inject
    OverdueSweep sweep;

    @Inject
    ChannelRegistry channels;

    @AfterEach
    void read() {
        channels.getPausable("open-items").resume();
    }

    @Test
    void aPaymentInTheBacklogIsReadBeforeAnInvoiceIsDeclaredOverdue() {
        clock(1, START, START);
        registerCustomer();
        var seller = seller();
        String paid = issued(invoice(seller));
        String unpaid = issued(invoice(seller));

        channels.getPausable("open-items").pause();
        openItem(paid, 1, "186.10", "OPEN", "ISSUED", "2026-05-01");
        openItem(paid, 2, "0.00", "SETTLED", "ALLOCATED", "2026-05-02");
        clock(2, START, LATE);
        assertThat(sweep.sweepAll().await().atMost(Duration.ofSeconds(30))).isZero();
        assertThat(overdue()).isZero();
        read();

        Awaits.until("overdue", () -> status(unpaid).equals("OVERDUE"));
        assertThat(status(paid)).isEqualTo("PAID");
        assertThat(overdue()).isEqualTo(1);
    }

    @Test
    void anInvoiceWhoseOpenItemHasParkedEventsWaitsWhileOthersAreDeclaredOverdue() {
        clock(1, START, START);
        registerCustomer();
        var seller = seller();
        String parked = issued(invoice(seller));
        String other = issued(invoice(seller));
        openItem(parked, 2, "100.00", "PARTLY_SETTLED", "ALLOCATED", "2026-05-02");
        Awaits.until("parked", () -> Database.number(tenant, "select count(*) from parked_events") == 1);

        clock(2, START, LATE);
        Awaits.until("overdue", () -> status(other).equals("OVERDUE"));
        assertThat(status(parked)).isEqualTo("ISSUED");

        openItem(parked, 1, "186.10", "OPEN", "ISSUED", "2026-05-01");
        Awaits.until("overdue", () -> status(parked).equals("OVERDUE"));
        assertThat(Database.texts(
                        tenant,
                        "select convert_from(payload, 'UTF8')::jsonb ->> 'openAmount' from outbox"
                                + " where type = 'InvoiceOverdue.v1' and aggregate_id = '" + parked + "'"))
                .containsExactly("100.00");
    }

    private long overdue() {
        return Database.number(tenant, "select count(*) from outbox where type = 'InvoiceOverdue.v1'");
    }
}
