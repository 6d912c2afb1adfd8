package io.receivables.payment.payment.model;

import io.receivables.chassis.money.Money;
import io.receivables.payment.openitem.model.OpenItem;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;

/** Some months of a small tenant: what people, debtors and banks do in any order, in time, late and too early. */
final class RandomBusiness {
    private static final ZoneId SELLER = ZoneId.of("Europe/Budapest");
    private static final List<ZoneId> DEBTORS =
            List.of(ZoneId.of("UTC"), ZoneId.of("Asia/Shanghai"), ZoneId.of("America/New_York"));

    private final Random random;
    private final DatedLedger ledger;
    private Instant now = Instant.parse("2026-01-01T00:30:00Z");
    private int invoices;

    RandomBusiness(Random random, DatedLedger.Rule rule) {
        this.random = random;
        this.ledger = new DatedLedger(rule);
    }

    DatedLedger ledger() {
        return ledger;
    }

    void live() {
        issue();
        int steps = 6 + random.nextInt(16);
        for (int i = 0; i < steps; i++) {
            now = now.plus(Duration.ofHours(random.nextInt(150)));
            switch (random.nextInt(11)) {
                case 0, 1 -> issue();
                case 2, 3, 4, 5 -> pay();
                case 6 -> oneOf(ledger.activeAllocations()).ifPresent(a -> ledger.undo(a, now));
                case 7, 8 -> allocateByHand();
                case 9 -> credit();
                default -> bankReturn();
            }
        }
    }

    private Money amount(int max) {
        return Money.of(BigDecimal.valueOf(1 + random.nextInt(max), 2).toPlainString(), "EUR");
    }

    /** The seller's calendar dates the invoice; what waits for its number is allocated at once. */
    private void issue() {
        int number = ++invoices;
        var owed = amount(20_000);
        var zero = Money.zero(owed.currency());
        var issued = LocalDate.ofInstant(now, SELLER);
        var item = new OpenItem(
                new UUID(1, number),
                number(number),
                Optional.empty(),
                customer(number),
                issued,
                issued.plusDays(30),
                DEBTORS.get(number % DEBTORS.size()),
                owed,
                zero,
                zero,
                Optional.empty(),
                1);
        ledger.issue(item);
        for (var payment : ledger.payments()) {
            if (payment.balance().unapplied().isPositive()
                    && ledger.waits(payment)
                    && payment.money(true).keys().contains(item.numberKey())) {
                ledger.allocate(payment, payment.money(true), now);
            }
        }
    }

    private static String number(int number) {
        return "HU-2026-" + (1000 + number);
    }

    private static UUID customer(int number) {
        return new UUID(7, number % 2);
    }

    /** Booked up to three weeks ago or tomorrow; it may name an invoice that does not exist yet. */
    private void pay() {
        var text = new StringBuilder("pays");
        for (int i = 0; i < random.nextInt(3); i++) {
            text.append(' ').append(number(1 + random.nextInt(invoices + 1)));
        }
        var booked = LocalDate.ofInstant(now, SELLER).plusDays(1 - random.nextInt(22));
        var payer = random.nextInt(4) == 0 ? Optional.of(customer(random.nextInt(2))) : Optional.<UUID>empty();
        ledger.receive(amount(30_000), booked, payer, text.toString(), now);
    }

    private void allocateByHand() {
        var free = ledger.payments().stream()
                .filter(p -> p.balance().unapplied().isPositive())
                .collect(Collectors.toList());
        var owed = ledger.items().stream().filter(i -> i.open().isPositive()).toList();
        oneOf(free).ifPresent(payment -> oneOf(owed).ifPresent(item -> {
            var most = payment.balance().unapplied().min(item.open());
            ledger.allocateByHand(payment, item, random.nextBoolean() ? most : most.min(amount(20_000)), now);
        }));
    }

    private void credit() {
        oneOf(ledger.items()).ifPresent(item -> {
            var left = item.original().minus(item.credited());
            if (left.isPositive()) {
                ledger.credit(item, left.min(amount(20_000)), LocalDate.ofInstant(now, SELLER));
            }
        });
    }

    /** The bank tells of a return some days after it. */
    private void bankReturn() {
        var kept = ledger.payments().stream()
                .filter(p -> !p.balance().isReversed())
                .toList();
        oneOf(kept)
                .ifPresent(payment ->
                        ledger.reverse(payment, LocalDate.ofInstant(now, SELLER).minusDays(random.nextInt(6))));
    }

    private <T> Optional<T> oneOf(Collection<T> choices) {
        return choices.isEmpty()
                ? Optional.empty()
                : choices.stream().skip(random.nextInt(choices.size())).findFirst();
    }
}
