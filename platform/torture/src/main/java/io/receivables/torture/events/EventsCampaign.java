package io.receivables.torture.events;

import io.receivables.local.LocalFailure;
import io.receivables.local.system.Quiet;
import io.receivables.local.system.ServiceName;
import io.receivables.local.system.ServiceTables;
import io.receivables.torture.Battlefield;
import io.receivables.torture.Campaign;
import io.receivables.torture.Finding;
import io.receivables.torture.Verdict;
import io.receivables.torture.Verdicts;
import io.receivables.torture.check.Fingerprint;
import io.receivables.torture.check.PlantedBreaks;
import io.receivables.torture.check.Rebuilds;
import io.receivables.torture.history.Estimate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What was published once is delivered again, shuffled; the reports are derived anew; and the whole log is lost and published again from the
 * outboxes. None of it may change a row. Runs on what the campaigns before it left behind, and on as many more invoices as it takes.
 */
public final class EventsCampaign implements Campaign {

    private static final Duration CATCH_UP = Duration.ofMinutes(15);
    private static final Duration REBUILT = Duration.ofMinutes(15);

    /** Invoices, each of which makes several events. */
    private static final int AT_ONCE = 5_000;

    /** What whoever operates the services does when the log is lost. */
    private static final String AGAIN =
            """
            with again as (
                insert into outbox_unpublished (position, shard, tenant_id)
                select position, shard, tenant_id from outbox on conflict do nothing returning 1)
            select count(*) from again""";

    private static final String FORGET_OFFSETS =
            """
            with forgotten as (delete from projection_offsets returning 1) select count(*) from forgotten""";

    @Override
    public String name() {
        return "events";
    }

    @Override
    public List<Verdict> run(Battlefield field) {
        Verdicts verdicts = new Verdicts(field.seed());
        Quiet quiet = new Quiet(field.system());
        requireQuiet(quiet);
        int events = field.profile().of(1_000, 5_000, 1_000_000);
        publish(field, events, quiet);
        Fingerprint before = Fingerprint.of(field.system());
        int duplicates = field.profile().of(500, 5_000, 1_000_000);
        long copies = deliverAgain(field, duplicates);
        requireQuiet(quiet);
        verdicts.add(
                "I5",
                "deliveries, every one a duplicate",
                copies,
                duplicates,
                before.differences(Fingerprint.of(field.system())));
        verdicts.add(planted(field, before));
        verdicts.add("I8", "events in reports derived anew", published(field), events, rebuild(field, before));
        long again = loseTheLog(field);
        requireQuiet(quiet);
        verdicts.add("I9", "events published again", again, events, before.differences(Fingerprint.of(field.system())));
        return verdicts.all();
    }

    /** Issues invoices until there are so many events. */
    private static void publish(Battlefield field, long goal, Quiet quiet) {
        if (published(field) >= goal) {
            return;
        }
        MoreInvoices more = new MoreInvoices(field.system(), field.random("invoices"));
        Estimate estimate = new Estimate(field.progress(), "events", goal);
        while (published(field) < goal) {
            more.issue(AT_ONCE);
            requireQuiet(quiet);
            estimate.done(published(field));
        }
    }

    /** An event that took effect twice would leave a table that is not what it was. */
    private static Verdict planted(Battlefield field, Fingerprint before) {
        ServiceTables books = new ServiceTables(field.system());
        String once =
                "update payments set unapplied = unapplied + %s where payment_id = (select min(payment_id::text)::uuid from payments)";
        return new PlantedBreaks()
                .plant(
                        "I5: money that was counted twice",
                        () -> books.change(ServiceName.REPORTING, once.formatted("1")),
                        () -> !before.differences(Fingerprint.of(field.system()))
                                .isEmpty(),
                        () -> books.change(ServiceName.REPORTING, once.formatted("-1")))
                .verdict("I5", 1, field.seed());
    }

    private static void requireQuiet(Quiet quiet) {
        if (!quiet.await(CATCH_UP)) {
            throw new LocalFailure("After " + CATCH_UP.toMinutes() + " minutes " + quiet.left() + ".");
        }
    }

    private static TreeSet<String> topics(Battlefield field) {
        ServiceTables books = new ServiceTables(field.system());
        TreeSet<String> topics = new TreeSet<>();
        for (ServiceName service : ServiceName.values()) {
            books.rows(service, "select distinct topic from outbox").forEach(row -> topics.add(row.get("topic")));
        }
        return topics;
    }

    private static long published(Battlefield field) {
        ServiceTables books = new ServiceTables(field.system());
        long events = 0;
        for (ServiceName service : ServiceName.values()) {
            events += books.number(
                    service, "select (select count(*) from outbox) - (select count(*) from outbox_unpublished)");
        }
        return events;
    }

    /** Sends records of every topic again, each round others in another order; they are all duplicates. */
    private static long deliverAgain(Battlefield field, long goal) {
        Copies copies = new Copies(field.system().bootstrapServers(), field.random("duplicates"));
        Estimate estimate = new Estimate(field.progress(), "duplicates", goal);
        double chance = Math.min(1, 1.2 * goal / Math.max(1, published(field)));
        long sent = 0;
        long before = -1;
        while (sent < goal && sent > before) {
            before = sent;
            for (String topic : topics(field)) {
                sent += copies.send(topic, chance, goal - sent);
                estimate.done(sent);
            }
        }
        return sent;
    }

    /** I8: every tenant's reports from the topics alone, compared by reporting-service itself and by us. */
    private static List<Finding> rebuild(Battlefield field, Fingerprint before) {
        Rebuilds rebuilds = new Rebuilds(field.system(), REBUILT);
        ServiceTables books = new ServiceTables(field.system());
        long begin = System.nanoTime();
        List<Finding> findings = new ArrayList<>();
        for (Map<String, String> row : books.rows(ServiceName.REPORTING, "select distinct tenant_id from invoices")) {
            findings.addAll(rebuilds.differences(row.get("tenant_id")));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        field.progress().say("reports derived anew in " + took.toSeconds() + " s");
        if (took.compareTo(REBUILT) > 0) {
            findings.add(Finding.of("the reports of all tenants", "took " + took.toSeconds() + " s"));
        }
        findings.addAll(before.differences(Fingerprint.of(field.system())));
        return findings;
    }

    /** Ends the broker, throws its data away, starts it empty, and queues every row of every outbox again. */
    private static long loseTheLog(Battlefield field) {
        field.system().broker().kill();
        field.system().forgetBroker();
        field.system().restartBroker();
        ServiceTables books = new ServiceTables(field.system());
        long rows = 0;
        for (ServiceName service : ServiceName.values()) {
            rows += books.number(service, AGAIN);
        }
        books.number(ServiceName.REPORTING, FORGET_OFFSETS);
        return rows;
    }
}
