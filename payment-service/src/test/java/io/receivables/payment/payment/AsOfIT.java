package io.receivables.payment.payment;

import static io.receivables.payment.World.allocation;
import static io.receivables.payment.World.money;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.chassis.json.Json;
import io.receivables.payment.Database;
import io.receivables.payment.PaymentIntegrationTest;
import io.receivables.payment.World.Invoice;
import io.receivables.testkit.Awaits;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From which day a movement counts. Late in the evening in UTC it is tomorrow in Shanghai already. */
@QuarkusTest
class AsOfIT extends PaymentIntegrationTest {
    private static final String SHANGHAI = "Asia/Shanghai";

    @BeforeEach
    void anEveningInJune() {
        world.clock("2026-06-15T20:00:00Z");
    }

    private JsonNode booked(String date, String amount, String text) {
        return world.pay(Map.of(
                "method",
                "BANK_TRANSFER",
                "amount",
                money(amount),
                "bookingDate",
                date,
                "remittanceInformation",
                text,
                "externalId",
                UUID.randomUUID().toString()));
    }

    private static String path(JsonNode payment) {
        return "/v1/payments/" + payment.get("paymentId").asText();
    }

    private JsonNode done(String path, Object body) {
        var response = world.post(path, body);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return Json.tree(response.asString());
    }

    private JsonNode undo(JsonNode payment) {
        var allocation = payment.get("allocations").get(0).get("allocationId").asText();
        return done(path(payment) + "/allocations/" + allocation + "/undos", Map.of("reason", "wrong invoice"));
    }

    private JsonNode allocate(JsonNode payment, Invoice invoice, String amount) {
        return done(path(payment) + "/allocations", Map.of("allocations", List.of(allocation(invoice.id(), amount))));
    }

    /** Type, amount left and day of each event of a payment. */
    private List<String> told(JsonNode payment) {
        return Database.texts(
                world.tenant(),
                """
                select replace(type, '.v1', '') || ' ' || coalesce(e->>'unapplied', e->>'amount') || ' '
                       || coalesce(e->>'effectiveDate', e->>'bookingDate')
                  from (select type, sequence, convert_from(payload, 'UTF8')::jsonb as e from outbox
                         where aggregate_id = '%s') o order by sequence"""
                        .formatted(payment.get("paymentId").asText()));
    }

    /** What is open on an invoice after each change, and from which day on. */
    private List<String> owed(Invoice invoice) {
        return Database.texts(
                world.tenant(),
                """
                select (e->>'openAmount') || ' ' || (e->>'effectiveDate')
                  from (select sequence, convert_from(payload, 'UTF8')::jsonb as e from outbox
                         where aggregate_id = '%s' and topic = 'receivables.payment.open-items') o order by sequence"""
                        .formatted(invoice.id()));
    }

    @Test
    void aPaymentBookedBeforeItsInvoicesCountsFromTheIssueDateOfEach() {
        var early = booked("2026-06-01", "150.00", "HU-2026-0003 HU-2026-0002 HU-2026-0001");
        var third = world.invoiceOf("2026-06-14", SHANGHAI, "HU-2026-0003", "30.00");
        var first = world.invoiceOf("2026-06-10", SHANGHAI, "HU-2026-0001", "50.00");
        var second = world.invoiceOf("2026-05-20", SHANGHAI, "HU-2026-0002", "60.00");

        assertThat(owed(first)).containsExactly("50.00 2026-06-10", "0.00 2026-06-10");
        assertThat(owed(second)).containsExactly("60.00 2026-05-20", "0.00 2026-06-01");
        assertThat(owed(third)).containsExactly("30.00 2026-06-14", "0.00 2026-06-14");

        assertThat(told(early))
                .containsExactly(
                        "PaymentReceived 150.00 2026-06-01",
                        "PaymentAllocated 120.00 2026-06-14",
                        "PaymentAllocated 70.00 2026-06-10",
                        "PaymentAllocated 10.00 2026-06-01");
    }

    @Test
    void aPaymentThatSettlesInvoicesFromDifferentDaysOnTellsOneEventForEachDay() {
        world.invoiceOf("2026-06-12", SHANGHAI, "HU-2026-0011", "50.00");
        world.invoiceOf("2026-06-10", SHANGHAI, "HU-2026-0012", "50.00");
        world.invoiceOf("2026-06-12", SHANGHAI, "HU-2026-0013", "50.00");

        var payment = booked("2026-06-11", "140.00", "HU-2026-0011 HU-2026-0012 HU-2026-0013");

        assertThat(told(payment))
                .containsExactly(
                        "PaymentReceived 140.00 2026-06-11",
                        "PaymentAllocated 90.00 2026-06-11",
                        "PaymentAllocated 0.00 2026-06-12");
        assertThat(payment.get("version").asLong()).isEqualTo(3);
    }

    @Test
    void whatIsUndoneAndAllocatedByHandCountsFromTheDebtorsToday() {
        var invoice = world.invoiceOf("2026-05-01", SHANGHAI, "HU-2026-0021", "100.00");
        var payment = booked("2026-05-20", "130.00", "HU-2026-0021");

        undo(payment);
        allocate(payment, invoice, "100.00");

        assertThat(told(payment))
                .containsExactly(
                        "PaymentReceived 130.00 2026-05-20",
                        "PaymentAllocated 30.00 2026-05-20",
                        "PaymentDeallocated 130.00 2026-06-16",
                        "PaymentAllocated 30.00 2026-06-16");
        var other = world.invoiceOf("2026-05-02", "America/New_York", "HU-2026-0022", "100.00");
        assertThat(allocate(payment, other, "30.00").get("allocations"))
                .extracting(a -> a.get("effectiveDate").asText())
                .containsExactly("2026-05-20", "2026-06-16", "2026-06-16");
        assertThat(Database.texts(world.tenant(), "select effective_date::text from allocation_releases"))
                .containsExactly("2026-06-16");
    }

    @Test
    void aDebtThatIsOwedAgainIsNotPaidByOlderMoneyBeforeThat() {
        var invoice = world.invoiceOf("2026-05-01", "UTC", "HU-2026-0031", "100.00");
        undo(booked("2026-05-20", "100.00", "HU-2026-0031"));

        var second = booked("2026-05-25", "100.00", "HU-2026-0031");

        assertThat(told(second)).last().isEqualTo("PaymentAllocated 0.00 2026-06-15");
        assertThat(owed(invoice))
                .containsExactly("100.00 2026-05-01", "0.00 2026-05-20", "100.00 2026-06-15", "0.00 2026-06-15");
    }

    @Test
    void aBankReturnCountsFromItsDayButNotBeforeWhatThePaymentDid() {
        var paid = world.invoiceOf("2026-05-01", "UTC", "HU-2026-0041", "100.00");
        var usual = booked("2026-05-20", "40.00", "HU-2026-0041");
        var byHand = booked("2026-05-21", "60.00", "nothing known");
        allocate(byHand, paid, "60.00");
        var back = Map.of("reason", "bank return", "bookingDate", "2026-05-28");

        done(path(usual) + "/reversals", back);
        done(path(byHand) + "/reversals", back);

        assertThat(told(usual)).last().isEqualTo("PaymentReversed 40.00 2026-05-28");
        assertThat(told(byHand)).last().isEqualTo("PaymentReversed 60.00 2026-06-15");
        assertThat(
                        Database.texts(
                                world.tenant(),
                                "select convert_from(payload, 'UTF8')::jsonb->>'bookingDate' from outbox where type = 'PaymentReversed.v1'"))
                .containsExactly("2026-05-28", "2026-05-28");
        assertThat(owed(paid))
                .containsExactly(
                        "100.00 2026-05-01",
                        "60.00 2026-05-20",
                        "0.00 2026-06-15",
                        "40.00 2026-05-28",
                        "100.00 2026-06-15");
    }

    @Test
    void aCreditNoteCountsFromItsIssueDateButNotBeforeTheAllocationItSetsFree() {
        var invoice = world.invoiceOf("2026-05-01", "UTC", "HU-2026-0051", "100.00");
        var payment = booked("2026-06-10", "90.00", "HU-2026-0051");

        world.credit(invoice, 2, "10.00", "2026-06-08");
        world.credit(invoice, 3, "20.00", "2026-06-09");

        Awaits.untilAsserted(() -> assertThat(owed(invoice))
                .containsExactly("100.00 2026-05-01", "10.00 2026-06-10", "0.00 2026-06-08", "0.00 2026-06-10"));
        assertThat(told(payment)).last().isEqualTo("PaymentDeallocated 20.00 2026-06-10");
    }
}
