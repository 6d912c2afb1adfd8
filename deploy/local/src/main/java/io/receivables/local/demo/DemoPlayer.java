package io.receivables.local.demo;

import io.receivables.local.Parallel;
import io.receivables.local.api.TenantApi;
import io.receivables.local.demo.data.DemoData;
import io.receivables.local.demo.data.DemoYear;
import io.receivables.local.demo.data.WeekPlan;
import io.receivables.local.demo.figures.Books;
import io.receivables.local.demo.figures.ExpectedReminders;
import io.receivables.local.demo.figures.InvoiceBalance;
import io.receivables.local.system.MailCatcher;
import io.receivables.local.system.Progress;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * Lives through the year by the public APIs: every week the clock moves, invoices are issued, the bank's statement comes in and clerks correct
 * a few things. Reminders and overdue marks are the system's own doing; the player only waits for them.
 */
final class DemoPlayer {

    private static final Duration MAILS_LIMIT = Duration.ofSeconds(20);

    private final TenantApi api;
    private final DemoData data;
    private final MailCatcher mails;
    private final DemoClock clock;
    private final DemoParties parties;
    private final DemoInvoicing invoicing;
    private final DemoBank bank;
    private final DemoCorrections corrections;
    private final Settling settling;
    private final Account account;
    private final DemoFiles files;
    private final Books books;
    private final ExpectedReminders reminders = new ExpectedReminders();

    DemoPlayer(TenantApi api, DemoData data, DemoFiles files, MailCatcher mails, Account account, Parallel parallel) {
        this.api = api;
        this.data = data;
        this.mails = mails;
        this.account = account;
        this.files = files;
        clock = new DemoClock(api);
        parties = new DemoParties(api);
        invoicing = new DemoInvoicing(api, parties, parallel);
        bank = new DemoBank(api, invoicing, files, data);
        corrections = new DemoCorrections(api, invoicing);
        settling = new Settling(api, invoicing, parallel);
        books = new Books(data.customersById());
    }

    DemoOutcome play(Progress progress) {
        files.write(data);
        register();
        parties.createSellers(data.sellers());
        parties.importCustomers(files.customers(), data.customers());
        new DemoCollections(api).setPolicy();
        progress.say(
                data.customers().size() + " customers and " + data.sellers().size() + " sellers are in");
        account.heading();
        int mailsBefore = mails.count();
        for (int week = 0; week <= DemoYear.LAST_WEEK; week++) {
            live(WeekPlan.of(data, week), mailsBefore);
        }
        progress.say("the year is over");
        return new DemoOutcome(data, books, reminders.all(), invoicing.issued(), mails.count() - mailsBefore);
    }

    private void register() {
        Map<String, Object> tenant = Map.of(
                "name",
                "Demo Trading",
                "sandbox",
                true,
                "initialClock",
                DemoYear.instant(0).toString());
        api.customer().put("/v1/tenant", tenant, Map.of()).expect(200, 201);
        clock.awaitAll(DemoYear.instant(0));
    }

    private void live(WeekPlan week, int mailsBefore) {
        if (week.week() > 0) {
            clock.advance(DemoYear.instant(week.week()));
            settling.awaitOverdue(newlyOverdue(week.week()));
            awaitReminders(week.week(), mailsBefore);
        }
        invoicing.issue(week.invoices());
        invoicing.credit(week.credits());
        corrections.undo(week.undos());
        corrections.allocateAgain(week.allocationsByHand());
        bank.importStatements(week);
        books.post(week);
        settling.awaitAgreement(books);
        // What the bank returned is open again and may be due for its next reminder today.
        awaitReminders(week.week(), mailsBefore);
        account.week(week);
        account.endOfWeek(week.week(), books, reminders.all().size());
    }

    private List<InvoiceBalance> newlyOverdue(int week) {
        LocalDate today = DemoYear.date(week);
        LocalDate lastTime = DemoYear.date(week - 1);
        return books.invoices().stream()
                .filter(i -> i.open().signum() > 0)
                .filter(i -> i.dueDate().isBefore(today) && !i.dueDate().isBefore(lastTime))
                .toList();
    }

    /** A missing reminder does not stop the year; the checks at the end name it. */
    private void awaitReminders(int week, int mailsBefore) {
        reminders.look(books, week);
        int expected = mailsBefore + reminders.all().size();
        Patience.within(MAILS_LIMIT, () -> mails.count() >= expected);
    }
}
