package io.receivables.torture.events;

import io.receivables.local.LocalFailure;
import io.receivables.local.system.ServiceName;
import io.receivables.torture.Battlefield;
import io.receivables.torture.Campaign;
import io.receivables.torture.Finding;
import io.receivables.torture.Verdict;
import io.receivables.torture.Verdicts;
import io.receivables.torture.check.Books;
import io.receivables.torture.check.Fingerprint;
import io.receivables.torture.check.PlantedBreaks;
import io.receivables.torture.check.Quiet;
import io.receivables.torture.history.Client;
import io.receivables.torture.history.History;
import io.receivables.torture.history.Pauses;
import io.receivables.torture.history.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What was published once is delivered again, shuffled; the reports are derived anew; and the whole log is lost and published again from the
 * outboxes. None of it may change a row. Runs on what the campaigns before it left behind.
 */
public final class EventsCampaign implements Campaign {

    private static final Duration CATCH_UP = Duration.ofMinutes(5);

    @Override
    public String name() {
        return "events";
    }

    @Override
    public List<Verdict> run(Battlefield field) {
        Verdicts verdicts = new Verdicts(field.seed());
        Quiet quiet = new Quiet(field.system());
        requireQuiet(quiet);
        Fingerprint before = Fingerprint.of(field.system());

        long copies = deliverAgain(field);
        requireQuiet(quiet);
        verdicts.add(
                "I5",
                "deliveries, every one a duplicate",
                copies,
                1,
                before.differences(Fingerprint.of(field.system())));

        verdicts.add(planted(field, before));

        verdicts.add("I8", "reports derived anew", topics(field).size(), 1, rebuild(field, before));

        long published = loseTheLog(field);
        requireQuiet(quiet);
        verdicts.add("I9", "events published again", published, 1, before.differences(Fingerprint.of(field.system())));
        return verdicts.all();
    }

    /** An event that took effect twice would leave a table that is not what it was. */
    private static Verdict planted(Battlefield field, Fingerprint before) {
        Books books = new Books(field.system());
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
            throw new LocalFailure("The services did not catch up within " + CATCH_UP.toMinutes() + " minutes.");
        }
    }

    private static TreeSet<String> topics(Battlefield field) {
        Books books = new Books(field.system());
        TreeSet<String> topics = new TreeSet<>();
        for (ServiceName service : ServiceName.values()) {
            books.rows(service, "select distinct topic from outbox").forEach(row -> topics.add(row.get("topic")));
        }
        return topics;
    }

    /** Sends every record again so often as the profile wants, each round in another order. */
    private static long deliverAgain(Battlefield field) {
        Copies copies = new Copies(field.system().bootstrapServers());
        SplittableRandom random = field.random("duplicates");
        long goal = field.profile().of(500, 20_000, 1_000_000);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        topics(field).forEach(topic -> records.addAll(copies.read(topic)));
        long sent = 0;
        while (sent < goal && !records.isEmpty()) {
            Collections.shuffle(records, new Random(random.nextLong()));
            List<ConsumerRecord<byte[], byte[]>> round =
                    records.subList(0, (int) Math.min(records.size(), goal - sent));
            copies.send(round);
            sent += round.size();
        }
        return sent;
    }

    /** I8: every tenant's reports from the topics alone, compared by reporting-service itself and by us. */
    private static List<Finding> rebuild(Battlefield field, Fingerprint before) {
        List<Finding> findings = new ArrayList<>();
        Books books = new Books(field.system());
        for (Map<String, String> row : books.rows(ServiceName.REPORTING, "select distinct tenant_id from invoices")) {
            Client client = new Client(field.system(), row.get("tenant_id"), new History());
            Reply reply = client.post(
                    ServiceName.REPORTING,
                    "/v1/rebuilds",
                    Map.of("reason", "Torture"),
                    UUID.randomUUID().toString());
            String path = "/v1/rebuilds/" + reply.json().path("rebuildId").asText();
            boolean ended = Pauses.until(CATCH_UP, () -> client.get(ServiceName.REPORTING, path)
                    .path("rebuild")
                    .path("finishedAt")
                    .isTextual());
            var rebuild = client.get(ServiceName.REPORTING, path).path("rebuild");
            if (!ended || !rebuild.path("equal").asBoolean()) {
                findings.add(Finding.of("reports of " + client.tenant(), rebuild.toString()));
            }
        }
        findings.addAll(before.differences(Fingerprint.of(field.system())));
        return findings;
    }

    /** Ends the broker, throws its data away, starts it empty, and marks every row of every outbox as not yet published. */
    private static long loseTheLog(Battlefield field) {
        field.system().broker().kill();
        field.system().forgetBroker();
        field.system().restartBroker();
        Books books = new Books(field.system());
        long rows = 0;
        for (ServiceName service : ServiceName.values()) {
            rows += books.number(
                    service,
                    "with again as (update outbox set published_at = null returning 1) select count(*) from again");
        }
        return rows;
    }
}
