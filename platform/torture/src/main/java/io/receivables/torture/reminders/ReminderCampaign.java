package io.receivables.torture.reminders;

import io.receivables.local.LocalFailure;
import io.receivables.local.system.Folders;
import io.receivables.local.system.ServiceName;
import io.receivables.local.system.ServiceTables;
import io.receivables.testkit.Proxy;
import io.receivables.torture.Battlefield;
import io.receivables.torture.Campaign;
import io.receivables.torture.Finding;
import io.receivables.torture.Verdict;
import io.receivables.torture.Verdicts;
import io.receivables.torture.check.PlantedBreaks;
import io.receivables.torture.fault.Place;
import io.receivables.torture.history.Client;
import io.receivables.torture.history.Estimate;
import io.receivables.torture.history.History;
import io.receivables.torture.history.Pauses;
import io.receivables.torture.history.Reply;
import io.receivables.torture.world.Ground;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * I7: dunning-service dies between the claim of a reminder and its mark, and the mail server fails in every way it can, while a sandbox tenant
 * lives from one due date to the next. Afterwards the mails on the mail server's disk are compared with what dunning-service says it sent.
 */
public final class ReminderCampaign implements Campaign {

    private static final String TENANT = "reminders";
    private static final int GROUND = 8;
    private static final int BATCH = 5;
    private static final int STEP_DAYS = 6;
    private static final int RESOLVED_EVERY = 50;
    private static final Duration DIES = Duration.ofSeconds(60);
    private static final Duration RESOLVED = Duration.ofMinutes(10);
    private static final Instant START = Instant.parse("2025-03-03T09:00:00Z");
    private static final String DELIVERING = "select count(*) from reminders where tenant_id = '" + TENANT
            + "' and state in ('PLANNED', 'SENDING', 'RETRY')";

    @Override
    public String name() {
        return "reminders";
    }

    @Override
    public List<Verdict> run(Battlefield field) {
        return new Run(field).verdicts();
    }

    private static final class Run {
        private final Battlefield field;
        private final Client client;
        private final ServiceTables books;
        private final SplittableRandom random;
        private final List<Finding> findings = new ArrayList<>();
        private final MailFolder mails;
        private final MailCheck check;
        private Ground ground;
        private String customerId = "";
        private Instant clock = START;

        private Run(Battlefield field) {
            this.field = field;
            this.client = new Client(field.system(), TENANT, new History());
            this.books = new ServiceTables(field.system());
            this.random = field.random(TENANT);
            this.mails = new MailFolder(TENANT, field.system().mails().folder());
            this.check = new MailCheck(books, TENANT, mails);
        }

        private List<Verdict> verdicts() {
            int goal = field.profile().of(2, 6, 1_000);
            ground = Ground.prepare(client, GROUND, START.toString());
            customerId = ground.customer("debtor", "debtor@reminders.example");
            List<Proxy.Mode> troubles = List.of(Proxy.Mode.CUT, Proxy.Mode.SILENT, Proxy.Mode.SLOW);
            int crashes = 0;
            Estimate estimate = new Estimate(field.progress(), "crashes around sending", goal);
            for (int round = 0; round < goal; round++) {
                estimate.done(round);
                List<String> invoices = issue(round);
                pay(invoices.get(0), round);
                crashes += crash(random.nextBoolean() ? Place.REMINDER_AFTER_CLAIM : Place.REMINDER_AFTER_SEND);
                if (round % RESOLVED_EVERY == 0) {
                    requireResolved();
                }
                if (round % field.profile().of(3, 3, 30) == 1) {
                    trouble(troubles.get(round / 3 % troubles.size()), round);
                }
            }
            requireResolved();
            sendInPeace(goal);
            requireResolved();
            // The last mails may be on their way while they are counted; a real difference stays.
            Pauses.until(DIES, () -> check.differences().isEmpty());
            findings.addAll(check.differences());
            Verdicts verdicts = new Verdicts(field.seed());
            verdicts.add("I7", "crashes around sending", crashes, goal, findings);
            verdicts.add(planted());
            return verdicts.all();
        }

        /** Nothing stays in delivery; after every crash that would take fifteen seconds of waiting, so it is looked at now and then. */
        private void requireResolved() {
            if (!Pauses.until(RESOLVED, () -> books.number(ServiceName.DUNNING, DELIVERING) == 0)) {
                findings.add(
                        Finding.of("reminders", "some have had no outcome for " + RESOLVED.toMinutes() + " minutes"));
            }
        }

        /** A batch that is due tomorrow, known to dunning-service and payable before anything else happens. */
        private List<String> issue(int round) {
            List<String> invoices = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                Map<String, Object> request = ground.invoice(customerId, List.of(Ground.line("100.00")));
                request.put("dueDate", today().plusDays(1).toString());
                invoices.add(ground.issue(request, "invoice-" + round + "-" + i)
                        .json()
                        .path("invoiceId")
                        .asText());
            }
            String those =
                    " where tenant_id = '" + TENANT + "' and invoice_id in ('" + String.join("','", invoices) + "')";
            require(
                    DIES,
                    "the cases and open items were not opened",
                    () -> books.number(ServiceName.DUNNING, "select count(*) from cases" + those) == BATCH
                            && books.number(ServiceName.PAYMENT, "select count(*) from open_items" + those) == BATCH);
            return invoices;
        }

        /** Pays an invoice in full and waits until that is on its topic, but not until dunning-service has read it. */
        private void pay(String invoice, int round) {
            String number = invoiceNumber(invoice);
            Map<String, Object> payment = Map.of(
                    "method",
                    "CARD",
                    "amount",
                    Map.of("amount", "127.00", "currency", "EUR"),
                    "remittanceInformation",
                    "Invoice " + number,
                    "reason",
                    "By card");
            Ground.expect(client.post(ServiceName.PAYMENT, "/v1/payments", payment, "payment-" + round));
            require(
                    DIES,
                    "the payment was not published",
                    () -> books.number(
                                    ServiceName.PAYMENT,
                                    "select count(*) from outbox_unpublished where tenant_id = '" + TENANT + "'")
                            == 0);
            check.paid(number);
        }

        private String invoiceNumber(String invoice) {
            return client.get(ServiceName.INVOICING, "/v1/invoices/" + invoice)
                    .path("number")
                    .asText();
        }

        private int crash(Place place) {
            field.wires().arm(ServiceName.DUNNING, place);
            advance();
            boolean died = Pauses.until(
                    DIES, () -> !field.system().process(ServiceName.DUNNING).isAlive());
            field.wires().disarm(ServiceName.DUNNING, place);
            if (!died) {
                findings.add(
                        Finding.of(place.id(), "dunning-service did not get there within " + DIES.toSeconds() + " s"));
                return 0;
            }
            field.system().restart(ServiceName.DUNNING);
            return 1;
        }

        /** A batch whose reminders nothing disturbs, so that there is something to compare. */
        private void sendInPeace(int round) {
            long before = mails.all().size();
            issue(round);
            advance();
            require(RESOLVED, "no mail arrived", () -> mails.all().size() > before);
        }

        /** The mail server fails while another level becomes due. */
        private void trouble(Proxy.Mode mode, int round) {
            field.progress().say("mail server: " + mode + " in round " + round);
            field.wires().mail().mode(mode);
            try {
                advance();
                Pauses.millis(7_000);
            } finally {
                field.wires().mail().mode(Proxy.Mode.PASS);
            }
        }

        private void advance() {
            clock = clock.plus(Duration.ofDays(STEP_DAYS));
            Reply reply = client.post(
                    ServiceName.CUSTOMER,
                    "/v1/tenant/clock-advances",
                    Map.of("to", clock.toString()),
                    "clock-" + clock);
            Ground.expect(reply);
        }

        private LocalDate today() {
            return LocalDate.ofInstant(clock, ZoneOffset.UTC);
        }

        /** The same mail a second time on the mail server's disk. */
        private Verdict planted() {
            Path copy = mails.path().resolve("planted.eml");
            return new PlantedBreaks()
                    .plant(
                            "I7: a mail that was sent twice",
                            () -> copy(mails.all().get(0).file(), copy),
                            () -> !check.differences().isEmpty(),
                            () -> Folders.delete(copy))
                    .verdict("I7", 1, field.seed());
        }

        private static void copy(Path from, Path to) {
            try {
                Files.copy(from, to);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void require(Duration limit, String otherwise, java.util.function.BooleanSupplier condition) {
            if (!Pauses.until(limit, condition)) {
                throw new LocalFailure("Campaign reminders: " + otherwise + " within " + limit.toSeconds() + " s.");
            }
        }
    }
}
