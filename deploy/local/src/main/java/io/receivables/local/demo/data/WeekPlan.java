package io.receivables.local.demo.data;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What happens in one weekly step, in this order: invoices, credit notes, the bank's movements, corrections by hand. */
public record WeekPlan(
        int week,
        List<DemoInvoice> invoices,
        List<PlannedCredit> credits,
        List<Movement> movements,
        List<PlannedUndo> undos,
        List<PlannedUndo> allocationsByHand) {

    /** A movement on a bank account: money that came in, or the same money going back. */
    public record Movement(PlannedPayment payment, LocalDate date, boolean returned) {}

    /** Cuts the plan into the step of the given week. */
    public static WeekPlan of(DemoData data, int week) {
        List<Movement> movements = new ArrayList<>();
        for (PlannedPayment payment : data.payments()) {
            if (payment.week() == week) {
                movements.add(new Movement(payment, payment.bookingDate(), false));
            }
            payment.returnedOn()
                    .filter(date -> DemoYear.weekOfStatement(date) == week)
                    .ifPresent(date -> movements.add(new Movement(payment, date, true)));
        }
        movements.sort(Comparator.comparing(Movement::date)
                .thenComparing(m -> m.payment().id()));
        return new WeekPlan(
                week,
                data.invoices().stream().filter(i -> i.week() == week).toList(),
                data.credits().stream().filter(c -> c.week() == week).toList(),
                List.copyOf(movements),
                data.undos().stream().filter(u -> u.week() == week).toList(),
                data.undos().stream()
                        .filter(u -> u.againInWeek().equals(Optional.of(week)))
                        .toList());
    }
}
