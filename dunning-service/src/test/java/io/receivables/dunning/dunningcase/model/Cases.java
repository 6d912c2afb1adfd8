package io.receivables.dunning.dunningcase.model;

import io.receivables.chassis.money.Money;
import io.receivables.dunning.policy.model.DunningPolicy;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;

/** Cases to start a test from: 1,000.00 EUR, issued 2025-03-01, due 2025-03-31, debtor in Budapest. */
public final class Cases {

    public static final ZoneId BUDAPEST = ZoneId.of("Europe/Budapest");
    public static final LocalDate ISSUED = LocalDate.parse("2025-03-01");
    public static final LocalDate DUE = LocalDate.parse("2025-03-31");
    public static final Money TOTAL = Money.of("1000.00", "EUR");

    private Cases() {}

    public static InvoiceFacts invoice() {
        return invoice(ISSUED, DUE);
    }

    public static InvoiceFacts invoice(LocalDate issued, LocalDate due) {
        return new InvoiceFacts(
                UUID.randomUUID(),
                "INV-2025-000042",
                UUID.randomUUID(),
                "Adria Opskrba d.o.o.",
                "hr",
                BUDAPEST,
                issued,
                due,
                TOTAL,
                "RF07INV2025000042",
                "Duna Kereskedelmi Kft.",
                "HU42117730161111101800000000");
    }

    public static DunningCase open(DunningPolicy policy) {
        return DunningCase.open(UUID.randomUUID(), invoice(), Balance.ofInvoice(TOTAL), policy, noon(ISSUED));
    }

    public static Instant noon(LocalDate day) {
        return day.atTime(12, 0).atZone(BUDAPEST).toInstant();
    }

    public static Money eur(String amount) {
        return Money.of(amount, "EUR");
    }
}
