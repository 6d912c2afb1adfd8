package io.receivables.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.api.Amounts;
import io.receivables.testkit.Awaits;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Random business in the five services for three months, and then the ageing report as of every day of it. */
class AsOfJourneyIT {

    private static final long SEED = Long.getLong("receivables.seed", 20_250_303L);
    private static final LocalDate START = LocalDate.parse("2025-03-03");
    private static final int STEPS = 18;
    private static final int COMMANDS_A_STEP = 4;
    private static final int DAYS_A_STEP = 5;

    private final Random random = new Random(SEED);
    private final DatedBooks books = new DatedBooks();
    private final Map<String, Integer> done = new HashMap<>();
    private JourneyTenant tenant;
    private String seller;
    private LocalDate today = START;

    @Test
    void theAgeingReportIsRightAsOfEveryDayWhateverHappenedSince() {
        tenant = JourneyTenant.sandbox(START + "T09:00:00Z");
        seller = tenant.seller();
        issue();
        for (int step = 0; step < STEPS; step++) {
            for (int i = 0; i < COMMANDS_A_STEP; i++) {
                command();
            }
            today = today.plusDays(1 + random.nextInt(DAYS_A_STEP));
            tenant.moveClock(today + "T09:00:00Z");
        }
        assertThat(done.keySet())
                .as("seed %d", SEED)
                .contains("issue", "pay", "pay early", "undo", "by hand", "credit", "return");
        Awaits.untilAsserted(
                () -> assertThat(report(today).path("freshness").path("lag").asLong(-1))
                        .isZero());
        Awaits.untilAsserted(() -> compare(today));

        for (LocalDate day = START.minusDays(20); !day.isAfter(today); day = day.plusDays(1)) {
            compare(day);
        }
    }

    private void command() {
        switch (random.nextInt(10)) {
            case 0, 1 -> issue();
            case 2, 3, 4 -> pay();
            case 5 -> oneOf(books.parts()).ifPresent(this::undo);
            case 6, 7 -> allocateByHand();
            case 8 -> credit();
            default -> takeBack();
        }
    }

    private void issue() {
        did("issue");
        int net = 20 + 2 * random.nextInt(200);
        JsonNode issued = tenant.issue(seller, tenant.customer(), net + ".00");
        var invoice = new DatedBooks.Invoice();
        invoice.id = issued.path("invoiceId").asText();
        invoice.customerId = issued.path("customerId").asText();
        invoice.reference = issued.path("paymentReference").asText();
        invoice.issued = LocalDate.parse(issued.path("issueDate").asText());
        invoice.open = Amounts.of(issued.path("totals").path("totalWithVat"));
        invoice.half = invoice.open.divide(BigDecimal.valueOf(2));
        books.issue(invoice);
    }

    /** In part, in full or too much; booked up to three weeks ago, so perhaps before the invoice was issued. */
    private void pay() {
        var invoice = oneOf(books.invoices()).orElseThrow();
        var payment = new DatedBooks.Payment();
        payment.booked = today.minusDays(random.nextInt(21));
        payment.amount = BigDecimal.valueOf(1 + random.nextInt(60_000), 2);
        did(payment.booked.isBefore(invoice.issued) ? "pay early" : "pay");
        payment.id = post(
                        "/v1/payments",
                        Map.of(
                                "method", "BANK_TRANSFER",
                                "amount", money(payment.amount),
                                "bookingDate", payment.booked.toString(),
                                "structuredReference", invoice.reference,
                                "externalId", UUID.randomUUID().toString()))
                .path("paymentId")
                .asText();
        books.receive(payment, invoice);
    }

    private void undo(DatedBooks.Part part) {
        did("undo");
        var path = "/v1/payments/" + part.payment.id;
        var allocation = tenant.staff().payment().get(path).path("allocations").get(part.index);
        post(path + "/allocations/" + allocation.path("allocationId").asText() + "/undos", Map.of("reason", "wrong"));
        books.undo(part, today);
    }

    private void allocateByHand() {
        var free = books.payments().stream().filter(p -> p.free.signum() > 0).toList();
        var owed = books.invoices().stream().filter(i -> i.open.signum() > 0).toList();
        oneOf(free).ifPresent(payment -> oneOf(owed).ifPresent(invoice -> {
            did("by hand");
            var amount = payment.free.min(invoice.open);
            var allocations = post(
                            "/v1/payments/" + payment.id + "/allocations",
                            Map.of("allocations", List.of(Map.of("invoiceId", invoice.id, "amount", money(amount)))))
                    .path("allocations");
            LocalDate from = books.allocate(payment, invoice, amount, today);
            assertThat(allocations
                            .get(allocations.size() - 1)
                            .path("effectiveDate")
                            .asText())
                    .isEqualTo(from.toString());
        }));
    }

    private void credit() {
        var creditable = books.invoices().stream().filter(i -> i.credits < 2).toList();
        oneOf(creditable).ifPresent(invoice -> {
            did("credit");
            tenant.staff()
                    .invoicing()
                    .post(
                            "/v1/invoices/" + invoice.id + "/credit-notes",
                            Map.of(
                                    "reason",
                                    "One came back",
                                    "lines",
                                    List.of(Map.of("lineNumber", 1, "quantity", "1"))))
                    .expect(201);
            books.credit(invoice, today);
            var credited = invoice.half.multiply(BigDecimal.valueOf(invoice.credits));
            Awaits.untilAsserted(() -> assertThat(Amounts.of(tenant.staff()
                            .payment()
                            .get("/v1/open-items/" + invoice.id)
                            .path("creditedAmount")))
                    .isEqualByComparingTo(credited));
        });
    }

    private void takeBack() {
        oneOf(books.payments().stream().filter(p -> !p.returned).toList()).ifPresent(payment -> {
            did("return");
            var booked = today.minusDays(random.nextInt(6));
            post(
                    "/v1/payments/" + payment.id + "/reversals",
                    Map.of("reason", "bank return", "bookingDate", booked.toString()));
            books.takeBack(payment, booked);
        });
    }

    private void compare(LocalDate day) {
        JsonNode report = report(day);
        Map<String, BigDecimal> reported = new HashMap<>();
        report.path("customers").path("items").forEach(line -> {
            assertThat(Amounts.of(line.path("amounts").path("unapplied"))).isNotNegative();
            reported.put(
                    line.path("customerId").asText(),
                    Amounts.of(line.path("amounts").path("open")));
        });
        for (var invoice : books.invoices()) {
            assertThat(reported.getOrDefault(invoice.customerId, BigDecimal.ZERO))
                    .as("seed %d, open as of %s", SEED, day)
                    .isNotNegative()
                    .isEqualByComparingTo(DatedBooks.on(invoice.owed, day));
        }
        for (var payment : books.payments()) {
            assertThat(DatedBooks.on(payment.unapplied, day)).isNotNegative();
        }
        JsonNode total = report.path("totals").path(0).path("amounts");
        assertThat(amount(total, "unapplied"))
                .as("seed %d, unapplied as of %s", SEED, day)
                .isEqualByComparingTo(books.unappliedOn(day));
        assertThat(amount(total, "balance"))
                .as("seed %d, balance as of %s", SEED, day)
                .isEqualByComparingTo(books.balanceOn(day));
    }

    private JsonNode report(LocalDate asOf) {
        return tenant.staff().reporting().get("/v1/reports/ageing?limit=500&asOf=" + asOf);
    }

    private static BigDecimal amount(JsonNode total, String field) {
        return total.isMissingNode() ? BigDecimal.ZERO : Amounts.of(total.path(field));
    }

    private JsonNode post(String path, Map<String, Object> body) {
        return tenant.staff().payment().post(path, body).expect(200, 201).json();
    }

    private static Map<String, String> money(BigDecimal amount) {
        return Map.of("amount", amount.toPlainString(), "currency", "EUR");
    }

    private void did(String what) {
        done.merge(what, 1, Integer::sum);
    }

    private <T> Optional<T> oneOf(List<T> choices) {
        return choices.isEmpty() ? Optional.empty() : Optional.of(choices.get(random.nextInt(choices.size())));
    }
}
