package io.receivables.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.api.Amounts;
import io.receivables.testkit.Awaits;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Money that comes in parts, goes back, or is not owed any more. */
class CorrectionJourneyIT {

    private static final String START = "2025-03-03T09:00:00Z";
    private static final LocalDate DAY = LocalDate.parse("2025-03-03");

    @Test
    void aReminderAsksForTheRestAfterAPartPaymentAndStopsWhenAllIsPaid() throws IOException {
        JourneyTenant tenant = JourneyTenant.sandbox(START);
        String seller = tenant.seller();
        JsonNode invoice = tenant.issue(seller, tenant.customer(), "100.00");
        String id = invoice.path("invoiceId").asText();
        String reference = invoice.path("paymentReference").asText();
        tenant.bank(DAY, BankEntries.received("1", DAY, "27.00", reference));
        tenant.awaitOpen(id, "100.00");

        // Due on 2 April; the first reminder after it comes 3 days later.
        tenant.moveClock("2025-04-06T09:00:00Z");
        Awaits.untilAsserted(() -> assertThat(sent(tenant, id)).satisfiesExactly(reminder -> {
            assertThat(Amounts.of(reminder.path("open"))).isEqualByComparingTo("100.00");
            assertThat(reminder.path("language").asText()).isEqualTo("hr");
        }));
        assertThat(mails(tenant)).hasSize(1);

        tenant.bank(DAY, BankEntries.received("2", DAY, "100.00", reference));
        tenant.awaitOpen(id, "0.00");
        tenant.moveClock("2025-06-30T09:00:00Z");
        JsonNode control = tenant.issue(seller, tenant.customer(), "10.00");
        tenant.moveClock("2025-08-05T09:00:00Z");
        Awaits.untilAsserted(() ->
                assertThat(sent(tenant, control.path("invoiceId").asText())).isNotEmpty());
        assertThat(sent(tenant, id)).hasSize(1);
    }

    @Test
    void aBankReturnOpensThePaidInvoiceAgainInEveryService() {
        JourneyTenant tenant = JourneyTenant.sandbox(START);
        JsonNode invoice = tenant.issue(tenant.seller(), tenant.customer(), "100.00");
        String id = invoice.path("invoiceId").asText();
        tenant.bank(
                DAY,
                BankEntries.received(
                        "1", DAY, "127.00", invoice.path("paymentReference").asText()));
        tenant.awaitOpen(id, "0.00");

        tenant.bank(DAY.plusDays(2), BankEntries.returned("1", DAY.plusDays(2), "127.00"));

        tenant.awaitOpen(id, "127.00");
        assertThat(tenant.staff()
                        .invoicing()
                        .get("/v1/invoices/" + id)
                        .path("status")
                        .asText())
                .isEqualTo("ISSUED");
        JsonNode dunned = tenant.staff()
                .dunning()
                .get("/v1/cases?invoiceId=" + id)
                .path("items")
                .get(0);
        assertThat(dunned.path("nextAction").isObject()).isTrue();
    }

    @Test
    void anAllocationThatIsUndoneBecomesUnappliedCash() {
        JourneyTenant tenant = JourneyTenant.sandbox(START);
        String customer = tenant.customer();
        JsonNode invoice = tenant.issue(tenant.seller(), customer, "100.00");
        String id = invoice.path("invoiceId").asText();
        Map<String, Object> payment = Map.of(
                "method",
                "CARD",
                "amount",
                Map.of("amount", "127.00", "currency", "EUR"),
                "reason",
                "Card terminal at the counter",
                "structuredReference",
                invoice.path("paymentReference").asText());
        JsonNode recorded = tenant.staff()
                .payment()
                .post("/v1/payments", payment)
                .expect(201)
                .json();
        tenant.awaitOpen(id, "0.00");

        String allocation =
                recorded.path("allocations").get(0).path("allocationId").asText();
        tenant.staff()
                .payment()
                .post(
                        "/v1/payments/" + recorded.path("paymentId").asText() + "/allocations/" + allocation + "/undos",
                        Map.of("reason", "Wrong invoice"))
                .expect(200);

        tenant.awaitOpen(id, "127.00");
        Awaits.untilAsserted(() -> {
            JsonNode total = tenant.staff()
                    .reporting()
                    .get("/v1/reports/ageing")
                    .path("totals")
                    .get(0)
                    .path("amounts");
            assertThat(Amounts.of(total.path("open"))).isEqualByComparingTo("127.00");
            assertThat(Amounts.of(total.path("unapplied"))).isEqualByComparingTo("127.00");
            assertThat(Amounts.of(total.path("balance"))).isEqualByComparingTo("0.00");
        });
    }

    @Test
    void creditNotesReduceWhatIsOwedAndAFullOneEndsTheInvoice() {
        JourneyTenant tenant = JourneyTenant.sandbox(START);
        JsonNode invoice = tenant.issue(tenant.seller(), tenant.customer(), "100.00");
        String id = invoice.path("invoiceId").asText();
        String path = "/v1/invoices/" + id + "/credit-notes";

        tenant.staff()
                .invoicing()
                .post(
                        path,
                        Map.of("reason", "One came back", "lines", List.of(Map.of("lineNumber", 1, "quantity", "1"))))
                .expect(201);
        tenant.awaitOpen(id, "63.50");
        tenant.staff()
                .invoicing()
                .post(path, Map.of("reason", "The other too", "full", true))
                .expect(201);
        tenant.awaitOpen(id, "0.00");

        assertThat(tenant.staff()
                        .invoicing()
                        .get("/v1/invoices/" + id)
                        .path("status")
                        .asText())
                .isEqualTo("CREDITED");
        JsonNode dunned = tenant.staff()
                .dunning()
                .get("/v1/cases?invoiceId=" + id)
                .path("items")
                .get(0);
        assertThat(dunned.path("closeReason").asText()).isEqualTo("CREDITED");
        assertThat(tenant.staff()
                        .invoicing()
                        .post(path, Map.of("reason", "Again", "full", true))
                        .status())
                .isEqualTo(409);
    }

    private static List<JsonNode> sent(JourneyTenant tenant, String invoiceId) {
        return tenant.staff().dunning().all("/v1/reminders?state=SENT&invoiceId=" + invoiceId);
    }

    private static List<String> mails(JourneyTenant tenant) throws IOException {
        return Files.readAllLines(tenant.system().mails().index()).stream()
                .filter(line -> line.contains("racuni." + tenant.id() + "@"))
                .toList();
    }
}
