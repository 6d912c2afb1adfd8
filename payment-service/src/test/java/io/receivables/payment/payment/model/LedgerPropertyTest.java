package io.receivables.payment.payment.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.chassis.money.Money;
import io.receivables.payment.events.AllocationRule;
import io.receivables.payment.openitem.model.OpenItem;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * I1: at any time payments = allocations + unapplied + reversed, and open = original - credited - allocated, never below
 * zero. Random sequences of everything that can happen, by the same pure rules the service books with. More of them, or others:
 * {@code -Dreceivables.cases=1000000 -Dreceivables.seed=7}.
 */
class LedgerPropertyTest {
    private static final int CASES = Integer.getInteger("receivables.cases", 100_000);
    private static final LocalDate TODAY = LocalDate.parse("2026-06-15");
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Currency JPY = Currency.getInstance("JPY");

    @Test
    void moneyIsNeitherMadeNorLostInRandomSequences() {
        long seed = Long.getLong("receivables.seed", 20_260_615L);
        int allocations = 0;
        int releases = 0;
        for (int i = 0; i < CASES; i++) {
            var ledger = new Ledger(new Random(seed + i));
            ledger.play();
            assertThat(ledger.failure()).as("seed %d", seed + i).isEmpty();
            allocations += ledger.made;
            releases += ledger.released;
        }
        assertThat(allocations).isGreaterThan(CASES);
        assertThat(releases).isGreaterThan(CASES / 10);
    }

    private static final class Ledger {
        private final Random random;
        private final Map<UUID, OpenItem> items = new LinkedHashMap<>();
        private final Map<UUID, PaymentBalance> payments = new LinkedHashMap<>();
        private final Map<UUID, Allocation> allocations = new LinkedHashMap<>();
        private final List<UUID> customers = List.of(new UUID(7, 1), new UUID(7, 2));
        private int next = 1;
        private int made;
        private int released;

        Ledger(Random random) {
            this.random = random;
        }

        void play() {
            int steps = 4 + random.nextInt(9);
            invoice();
            for (int i = 0; i < steps; i++) {
                switch (random.nextInt(8)) {
                    case 0, 1 -> invoice();
                    case 2, 3, 4 -> pay();
                    case 5 -> credit();
                    case 6 -> undo();
                    default -> reverse();
                }
            }
        }

        private Money amount(Currency currency, int max) {
            return new Money(BigDecimal.valueOf(1 + random.nextInt(max), Money.decimals(currency)), currency);
        }

        private Currency currency() {
            return random.nextInt(5) == 0 ? JPY : EUR;
        }

        private void invoice() {
            var owed = amount(currency(), 20_000);
            var zero = Money.zero(owed.currency());
            var id = new UUID(1, next++);
            items.put(
                    id,
                    new OpenItem(
                            id,
                            "HU-2026-" + (1000 + next),
                            Optional.empty(),
                            customers.get(random.nextInt(2)),
                            TODAY.minusDays(60),
                            TODAY.plusDays(random.nextInt(90) - 60),
                            ZoneOffset.UTC,
                            owed,
                            zero,
                            zero,
                            Optional.empty(),
                            1));
        }

        private void pay() {
            var id = new UUID(2, next++);
            var balance = PaymentBalance.received(amount(currency(), 30_000));
            var text = new StringBuilder("pays ");
            items.values().stream().filter(i -> random.nextInt(3) == 0).forEach(i -> text.append(i.invoiceNumber())
                    .append(random.nextBoolean() ? ", " : " "));
            var money = new IncomingMoney(
                    id,
                    balance.amount(),
                    random.nextBoolean() ? Optional.of(customers.get(random.nextInt(2))) : Optional.empty(),
                    Optional.empty(),
                    Optional.of(text.toString()),
                    random.nextInt(4) == 0);
            var plan = AllocationPlanner.plan(money, new OpenItemBook(items.values()), TODAY);
            for (var planned : plan.allocations()) {
                balance = balance.allocate(planned.amount());
                items.computeIfPresent(planned.invoiceId(), (k, item) -> item.allocate(planned.amount()));
                add(id, planned);
            }
            assertThat(balance.unapplied()).isEqualTo(plan.unapplied());
            payments.put(id, balance);
        }

        private void add(UUID payment, PlannedAllocation planned) {
            made++;
            var id = new UUID(3, next++);
            allocations.put(
                    id,
                    new Allocation(
                            id,
                            payment,
                            planned.invoiceId(),
                            planned.invoiceNumber(),
                            planned.amount(),
                            planned.amount(),
                            AllocationRule.MANUAL,
                            planned.explanation(),
                            TODAY,
                            "test",
                            Instant.ofEpochSecond(next)));
        }

        private void credit() {
            var item = items.values().stream()
                    .skip(random.nextInt(items.size()))
                    .findFirst()
                    .orElseThrow();
            var left = item.original().minus(item.credited());
            if (!left.isPositive()) {
                return;
            }
            var amount = left.min(amount(item.currency(), 20_000));
            var excess = item.excessOf(amount);
            if (excess.isPositive()) {
                var active = allocations.values().stream()
                        .filter(a -> a.invoiceId().equals(item.invoiceId()))
                        .toList();
                Allocation.newestFirst(active, excess).forEach(r -> {
                    release(r.allocation(), r.amount());
                    payments.computeIfPresent(r.allocation().paymentId(), (k, p) -> p.release(r.amount()));
                });
            }
            items.put(item.invoiceId(), item.credit(amount, excess));
        }

        private void undo() {
            allocations.values().stream()
                    .filter(a -> a.active().isPositive())
                    .skip(random.nextInt(3))
                    .findFirst()
                    .ifPresent(a -> {
                        items.computeIfPresent(a.invoiceId(), (k, item) -> item.release(a.active(), TODAY));
                        payments.computeIfPresent(a.paymentId(), (k, p) -> p.release(a.active()));
                        release(a, a.active());
                    });
        }

        private void reverse() {
            var open = payments.entrySet().stream()
                    .filter(p -> !p.getValue().isReversed())
                    .toList();
            if (open.isEmpty()) {
                return;
            }
            var payment = open.get(random.nextInt(open.size()));
            new ArrayList<>(allocations.values())
                    .stream()
                            .filter(a -> a.paymentId().equals(payment.getKey()))
                            .forEach(a -> {
                                items.computeIfPresent(a.invoiceId(), (k, item) -> item.release(a.active(), TODAY));
                                release(a, a.active());
                            });
            payments.put(payment.getKey(), payment.getValue().reverse());
        }

        private void release(Allocation a, Money part) {
            released++;
            allocations.put(
                    a.allocationId(),
                    new Allocation(
                            a.allocationId(),
                            a.paymentId(),
                            a.invoiceId(),
                            a.invoiceNumber(),
                            a.amount(),
                            a.active().minus(part),
                            a.rule(),
                            a.explanation(),
                            a.effectiveDate(),
                            a.allocatedBy(),
                            a.allocatedAt()));
        }

        /** What does not add up; empty when all is well. */
        private List<String> failure() {
            var failures = new ArrayList<String>();
            payments.forEach((id, p) -> {
                var active = sum(p.amount().currency(), a -> a.paymentId().equals(id));
                if (!p.amount().equals(active.plus(p.unapplied()).plus(p.reversed()))) {
                    failures.add("payment " + id + " " + p + " has " + active + " allocated");
                }
            });
            items.forEach((id, item) -> {
                var active = sum(item.currency(), a -> a.invoiceId().equals(id));
                if (!item.allocated().equals(active) || item.open().isNegative()) {
                    failures.add("invoice " + item + " has " + active + " allocated");
                }
            });
            return failures;
        }

        private Money sum(Currency currency, java.util.function.Predicate<Allocation> which) {
            return allocations.values().stream()
                    .filter(which)
                    .map(Allocation::active)
                    .reduce(Money.zero(currency), Money::plus);
        }
    }
}
