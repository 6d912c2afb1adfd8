package io.receivables.reporting.ageing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.reporting.support.Business;
import io.receivables.reporting.support.ReportingTest;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AgeingIT extends ReportingTest {
    private static final List<String> BUCKETS =
            List.of("notDue", "days1To30", "days31To60", "days61To90", "days91To120", "over120Days");

    @Test
    void anAmountMovesThroughTheBucketsOnTheVeryDays() {
        var business = new Business();
        business.issue(business.customer("Adria"), "EUR", "100.00", "2026-03-01", "2026-03-31");
        play(business);

        Map.ofEntries(
                        Map.entry("2026-03-01", "notDue"),
                        Map.entry("2026-03-31", "notDue"),
                        Map.entry("2026-04-01", "days1To30"),
                        Map.entry("2026-04-30", "days1To30"),
                        Map.entry("2026-05-01", "days31To60"),
                        Map.entry("2026-05-30", "days31To60"),
                        Map.entry("2026-05-31", "days61To90"),
                        Map.entry("2026-06-29", "days61To90"),
                        Map.entry("2026-06-30", "days91To120"),
                        Map.entry("2026-07-29", "days91To120"),
                        Map.entry("2026-07-30", "over120Days"))
                .forEach((asOf, bucket) -> {
                    var report = get("/v1/reports/ageing?asOf=" + asOf);
                    for (var other : BUCKETS) {
                        assertThat(report.getString("totals[0].amounts." + other))
                                .as(asOf + " " + other)
                                .isEqualTo(other.equals(bucket) ? "100.00" : "0.00");
                    }
                });
        assertThat(get("/v1/reports/ageing?asOf=2026-02-28").getList("totals")).isEmpty();
    }

    @Test
    void theBalanceIsTheBucketsLessTheUnappliedCash() {
        var business = new Business();
        var customer = business.customer("Adria");
        business.issue(customer, "EUR", "100.00", "2026-03-01", "2026-03-31");
        business.receive(Optional.of(customer), "EUR", "30.00", "2026-04-02");
        business.receive(Optional.empty(), "EUR", "7.00", "2026-04-03");
        play(business);

        var report = get("/v1/reports/ageing?asOf=2026-04-30");
        assertThat(report.getString("totals[0].amounts.open")).isEqualTo("100.00");
        assertThat(report.getString("totals[0].amounts.unapplied")).isEqualTo("37.00");
        assertThat(report.getString("totals[0].unidentifiedCash")).isEqualTo("7.00");
        assertThat(report.getString("totals[0].amounts.balance")).isEqualTo("63.00");
        assertThat(report.getString("customers.items[0].amounts.balance")).isEqualTo("70.00");
        assertThat(get("/v1/reports/ageing?asOf=2026-04-01").getString("totals[0].amounts.balance"))
                .isEqualTo("100.00");
    }

    @Test
    void whatWasTrueAndWhatWasKnownAreDifferentQuestions() {
        var business = new Business();
        business.recordedAt(Business.noon("2026-03-01"));
        var customer = business.customer("Adria");
        var invoice = business.issue(customer, "EUR", "100.00", "2026-03-01", "2026-03-31");
        business.recordedAt(Business.noon("2026-05-10"));
        var payment = business.receive(Optional.of(customer), "EUR", "60.00", "2026-04-15");
        business.allocate(payment, invoice, "60.00", "2026-04-15");
        business.recordedAt(Business.noon("2026-05-20"));
        business.credit(invoice, "5.00", "2026-04-10");
        play(business);

        assertThat(open("asOf=2026-04-09")).isEqualTo("100.00");
        assertThat(open("asOf=2026-04-12")).isEqualTo("95.00");
        assertThat(open("asOf=2026-04-15")).isEqualTo("35.00");
        assertThat(open("asOf=2026-04-20&knownAt=2026-04-20T00:00:00Z")).isEqualTo("100.00");
        assertThat(open("asOf=2026-04-20&knownAt=2026-05-11T00:00:00Z")).isEqualTo("40.00");
        assertThat(open("asOf=2026-04-12&knownAt=2026-05-11T00:00:00Z")).isEqualTo("100.00");
        assertThat(open("asOf=2026-04-20&knownAt=2026-05-21T00:00:00Z")).isEqualTo("35.00");
    }

    @Test
    void aReturnThatTheBankBookedBeforeTheAllocationCountsFromItsEffectiveDate() {
        var business = new Business();
        var customer = business.customer("Adria");
        var invoice = business.issue(customer, "EUR", "100.00", "2026-03-01", "2026-03-31");
        var payment = business.receive(Optional.of(customer), "EUR", "100.00", "2026-03-05");
        business.allocate(payment, invoice, "100.00", "2026-04-10");
        business.reverse(payment, "2026-04-07", "2026-04-10");
        play(business);

        for (var day : List.of("2026-03-05", "2026-04-07", "2026-04-09")) {
            var report = get("/v1/reports/ageing?asOf=" + day);
            assertThat(report.getString("totals[0].amounts.open")).as(day).isEqualTo("100.00");
            assertThat(report.getString("totals[0].amounts.unapplied")).as(day).isEqualTo("100.00");
        }
        var after = get("/v1/reports/ageing?asOf=2026-04-10");
        assertThat(after.getString("totals[0].amounts.open")).isEqualTo("100.00");
        assertThat(after.getString("totals[0].amounts.unapplied")).isEqualTo("0.00");
        var history = get("/v1/customers/" + customer + "/history");
        assertThat(history.getString("payments.items[0].reversal.on")).isEqualTo("2026-04-07");
    }

    @Test
    void cashIsNobodysAsLongAsItsPayerWasNotKnown() {
        var business = new Business();
        business.recordedAt(Business.noon("2026-03-01"));
        var customer = business.customer("Adria");
        var invoice = business.issue(customer, "EUR", "100.00", "2026-03-01", "2026-03-31");
        var payment = business.receive(Optional.empty(), "EUR", "40.00", "2026-03-02");
        business.recordedAt(Business.noon("2026-03-10"));
        business.allocate(payment, invoice, "25.00", "2026-03-02");
        play(business);

        var before = get("/v1/reports/ageing?asOf=2026-03-05&knownAt=2026-03-05T00:00:00Z");
        assertThat(before.getString("totals[0].unidentifiedCash")).isEqualTo("40.00");
        assertThat(before.getString("customers.items[0].amounts.unapplied")).isEqualTo("0.00");
        var after = get("/v1/reports/ageing?asOf=2026-03-05&knownAt=2026-03-11T00:00:00Z");
        assertThat(after.getString("totals[0].unidentifiedCash")).isEqualTo("0.00");
        assertThat(after.getString("customers.items[0].amounts.unapplied")).isEqualTo("15.00");
    }

    @Test
    void aThousandEventsAddUpToTheSameAsAnIndependentSum() {
        var business = randomYear(new Random(20260331), 25, 1000);
        play(business);

        for (var clock : List.of("2026-01-01", "2028-01-01")) {
            stopClock(clock);
            for (var asOf : List.of("2026-02-15", "2026-06-30", "2026-12-31", "2027-06-30")) {
                compare(business, asOf, Optional.empty());
            }
        }
        compare(business, "2026-12-31", Optional.of(Business.noon("2026-07-02")));
        compare(business, "2026-05-31", Optional.of(Business.noon("2026-09-02")));
    }

    @Test
    void pagesHoldEveryCustomerOnce() {
        var business = randomYear(new Random(7), 23, 120);
        play(business);

        for (var clock : List.of("2026-01-01", "2028-01-01")) {
            stopClock(clock);
            for (var asOf : List.of("2026-02-10", "2026-12-31")) {
                var all = get("/v1/reports/ageing?limit=500&asOf=" + asOf);
                var seen = new ArrayList<Object>();
                var cursor = "";
                do {
                    var page = get("/v1/reports/ageing?limit=5&asOf=" + asOf + "&cursor=" + cursor);
                    assertThat(page.getList("totals")).isEqualTo(all.getList("totals"));
                    seen.addAll(page.getList("customers.items"));
                    cursor = page.getString("customers.nextCursor");
                } while (cursor != null);
                assertThat(seen).hasSizeGreaterThan(10).isEqualTo(all.getList("customers.items"));
            }
        }
    }

    @Test
    void theCsvHoldsEveryCustomerAndRunsNoFormula() {
        var business = new Business();
        var formula = business.customer("=HYPERLINK(\"http://evil.example\",\"x\")");
        business.issue(formula, "EUR", "100.00", "2026-03-01", "2026-03-31");
        business.receive(Optional.of(formula), "EUR", "130.00", "2026-03-05");
        var plain = business.customer("Müller, \"Söhne\"");
        business.issue(plain, "HUF", "25000.00", "2026-03-01", "2026-03-31");
        play(business);

        var csv = as("finance")
                .accept("text/csv")
                .get("/v1/reports/ageing?asOf=2026-04-15")
                .then()
                .statusCode(200)
                .header("Content-Type", "text/csv;charset=UTF-8")
                .extract()
                .asString();
        var lines = csv.split("\r\n");
        assertThat(lines).hasSize(3);
        assertThat(lines[1])
                .contains("\"'=HYPERLINK(\"\"http://evil.example\"\",\"\"x\"\")\"")
                .contains(",100.00,130.00,-30.00,");
        assertThat(lines[2]).contains("\"Müller, \"\"Söhne\"\"\",HUF").contains(",25000.00,0.00,25000.00,");
    }

    @Test
    void whoeverAcceptsAnythingGetsJson() {
        for (var accept : List.of("*/*", "application/json", "application/json, text/csv")) {
            as("finance").accept(accept).get("/v1/reports/ageing").then().contentType("application/json");
        }
        as("finance").accept("image/png").get("/v1/reports/ageing").then().statusCode(406);
    }

    @Test
    void todayIsTakenInTheZoneThatIsAskedFor() {
        var business = new Business();
        business.issue(business.customer("Adria"), "EUR", "1.00", "2020-01-01", "2020-01-31");
        play(business);

        var utc = LocalDate.parse(get("/v1/reports/ageing").getString("asOf"));
        var samoa = LocalDate.parse(
                get("/v1/reports/ageing?zone=Pacific/Kiritimati").getString("asOf"));
        var niue = LocalDate.parse(get("/v1/reports/ageing?zone=Pacific/Niue").getString("asOf"));
        assertThat(List.of(utc, utc.plusDays(1))).contains(samoa);
        assertThat(ChronoUnit.DAYS.between(niue, samoa)).isBetween(1L, 2L);
    }

    /** Before everything, so that all of it was dated ahead, or behind it, so that each day is past. */
    private void stopClock(String day) {
        rows(
                tenant,
                "insert into tenant_clocks (tenant_id, sandbox, now) values (?, true, ?::date)"
                        + " on conflict (tenant_id) do update set sandbox = true, now = excluded.now",
                tenant,
                day);
    }

    private String open(String query) {
        return get("/v1/reports/ageing?" + query).getString("totals[0].amounts.open");
    }

    private void compare(Business business, String asOf, Optional<Instant> knownAt) {
        var query = "asOf=" + asOf + knownAt.map(k -> "&knownAt=" + k).orElse("");
        var report = get("/v1/reports/ageing?limit=1&" + query);
        var totals = new TreeMap<String, String>();
        for (var total : report.<Map<String, Map<String, Object>>>getList("totals")) {
            totals.put(total.get("amounts").get("currency").toString(), line(total.get("amounts")));
        }
        assertThat(totals).as("totals " + query).isEqualTo(expected(business, asOf, knownAt, m -> true));
        var customers = new TreeMap<String, String>();
        for (var customer : pageByPage(query)) {
            @SuppressWarnings("unchecked")
            var amounts = (Map<String, Object>) customer.get("amounts");
            var account = customer.get("customerId") + " " + amounts.get("currency");
            assertThat(customers.put(account, line(amounts))).as(account).isNull();
        }
        var expected = new TreeMap<String, String>();
        for (var customer :
                business.invoices().stream().map(i -> i.customer).distinct().toList()) {
            expected(business, asOf, knownAt, m -> customer(m).equals(Optional.of(customer)))
                    .forEach((currency, line) -> expected.put(customer + " " + currency, line));
        }
        assertThat(customers).as("customers " + query).isEqualTo(expected);
    }

    /** Pages so short that accounts which have nothing on the day could end one. */
    private List<Map<String, Object>> pageByPage(String query) {
        var accounts = new ArrayList<Map<String, Object>>();
        var cursor = "";
        while (cursor != null) {
            var page = get("/v1/reports/ageing?limit=3&" + query + cursor);
            accounts.addAll(page.getList("customers.items"));
            cursor = Optional.ofNullable(page.getString("customers.nextCursor"))
                    .map(next -> "&cursor=" + next)
                    .orElse(null);
        }
        return accounts;
    }

    private static Optional<UUID> customer(Business.Movement movement) {
        return movement.invoice()
                .map(i -> i.customer)
                .or(() -> movement.payment().orElseThrow().customer);
    }

    private static String line(Map<String, Object> amounts) {
        var text = new StringBuilder();
        BUCKETS.forEach(bucket -> text.append(amounts.get(bucket)).append(' '));
        return text.append("u ")
                .append(amounts.get("unapplied"))
                .append(" b ")
                .append(amounts.get("balance"))
                .toString();
    }

    /** The same report from the movements of the books, with boundaries written down a second time. */
    private static Map<String, String> expected(
            Business business, String asOf, Optional<Instant> knownAt, Predicate<Business.Movement> of) {
        var day = LocalDate.parse(asOf);
        var owed = new TreeMap<String, Map<UUID, BigDecimal>>();
        var cash = new TreeMap<String, BigDecimal>();
        var due = new TreeMap<UUID, LocalDate>();
        for (var m : business.movements()) {
            if (m.date().isAfter(day)
                    || knownAt.filter(k -> m.known().isAfter(k)).isPresent()
                    || !of.test(m)) {
                continue;
            }
            m.invoice().ifPresent(i -> {
                due.put(i.id, i.due);
                owed.computeIfAbsent(i.currency, c -> new TreeMap<>()).merge(i.id, m.amount(), BigDecimal::add);
            });
            m.payment().ifPresent(p -> cash.merge(p.currency, m.amount(), BigDecimal::add));
        }
        var lines = new TreeMap<String, String>();
        var currencies = new java.util.TreeSet<>(owed.keySet());
        currencies.addAll(cash.keySet());
        for (var currency : currencies) {
            var buckets = new BigDecimal[6];
            java.util.Arrays.fill(buckets, new BigDecimal("0.00"));
            owed.getOrDefault(currency, Map.of()).forEach((id, amount) -> {
                long late = ChronoUnit.DAYS.between(due.get(id), day);
                int bucket = late <= 0 ? 0 : late <= 30 ? 1 : late <= 60 ? 2 : late <= 90 ? 3 : late <= 120 ? 4 : 5;
                buckets[bucket] = buckets[bucket].add(amount);
            });
            var unapplied = cash.getOrDefault(currency, new BigDecimal("0.00"));
            var text = new StringBuilder();
            var balance = unapplied.negate();
            for (var amount : buckets) {
                text.append(amount).append(' ');
                balance = balance.add(amount);
            }
            boolean nothing = unapplied.signum() == 0
                    && owed.getOrDefault(currency, Map.of()).values().stream().allMatch(a -> a.signum() == 0);
            if (!nothing) {
                lines.put(
                        currency,
                        text.append("u ")
                                .append(unapplied)
                                .append(" b ")
                                .append(balance)
                                .toString());
            }
        }
        return lines;
    }

    private static Business randomYear(Random random, int customers, int events) {
        var business = new Business();
        var ids = new ArrayList<UUID>();
        for (int i = 0; i < customers; i++) {
            ids.add(business.customer("Customer " + i));
        }
        var currencies = List.of("EUR", "HUF", "CNY");
        int day = 0;
        while (business.events().size() < events) {
            day = Math.min(364, day + random.nextInt(3));
            var today = LocalDate.of(2026, 1, 1).plusDays(day);
            business.recordedAt(Business.noon(today.plusDays(random.nextInt(4)).toString()));
            step(business, random, ids.get(random.nextInt(ids.size())), currencies.get(random.nextInt(3)), today);
        }
        return business;
    }

    private static void step(Business business, Random random, UUID customer, String currency, LocalDate today) {
        var date = today.toString();
        var open = business.invoices().stream()
                .filter(i -> i.open().compareTo(BigDecimal.ONE) > 0 && !i.issued.isAfter(today))
                .toList();
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 ->
                business.issue(
                        customer,
                        currency,
                        BigDecimal.valueOf(200 + random.nextInt(500_000), 2).toPlainString(),
                        date,
                        today.plusDays(random.nextInt(60)).toString());
            case 4, 5, 6, 7 -> {
                if (!open.isEmpty()) {
                    var invoice = open.get(random.nextInt(open.size()));
                    var payment = business.receive(
                            random.nextInt(4) == 0 ? Optional.empty() : Optional.of(invoice.customer),
                            invoice.currency,
                            invoice.open()
                                    .add(BigDecimal.valueOf(random.nextInt(300), 2))
                                    .toPlainString(),
                            date);
                    var part = random.nextBoolean()
                            ? invoice.open()
                            : invoice.open().subtract(new BigDecimal("0.50"));
                    var allocation = business.allocate(
                            payment,
                            invoice,
                            part.toPlainString(),
                            today.minusDays(random.nextInt(2)).toString());
                    if (random.nextInt(4) == 0) {
                        business.deallocate(
                                payment, allocation, "0.25", today.plusDays(3).toString());
                    }
                    if (random.nextInt(6) == 0) {
                        business.reverse(payment, today.plusDays(5).toString());
                    }
                }
            }
            case 8 -> {
                if (!open.isEmpty()) {
                    business.credit(open.get(random.nextInt(open.size())), "1.00", date);
                }
            }
            default -> business.receive(Optional.of(customer), currency, "19.99", date);
        }
    }
}
