package io.receivables.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.api.Amounts;
import io.receivables.local.api.Answer;
import io.receivables.testkit.Awaits;
import io.receivables.testkit.TopicProbe;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An invoice on its way to the money, across all five services. */
class InvoiceToCashJourneyIT {

    private static final String START = "2025-03-03T09:00:00Z";
    private static final LocalDate DAY = LocalDate.parse("2025-03-03");

    @Test
    void anInvoicePaidByBankTransferIsPaidInEveryServiceAndPublishedOnce() {
        JourneyTenant tenant = JourneyTenant.sandbox(START);
        JsonNode invoice = tenant.issue(tenant.seller(), tenant.customer(), "100.00");
        String id = invoice.path("invoiceId").asText();
        tenant.awaitOpen(id, "127.00");

        tenant.bank(
                DAY,
                BankEntries.received(
                        "1", DAY, "127.00", invoice.path("paymentReference").asText()));

        tenant.awaitOpen(id, "0.00");
        assertThat(tenant.staff()
                        .invoicing()
                        .get("/v1/invoices/" + id)
                        .path("status")
                        .asText())
                .isEqualTo("PAID");
        JsonNode dunned = tenant.staff()
                .dunning()
                .get("/v1/cases?invoiceId=" + id)
                .path("items")
                .get(0);
        assertThat(dunned.path("closeReason").asText()).isEqualTo("PAID");
        try (TopicProbe topic =
                TopicProbe.on("receivables.invoicing.invoices", tenant.system().bootstrapServers())) {
            Awaits.untilAsserted(() -> assertThat(topic.events(tenant.id()))
                    .extracting(event -> event.type() + " " + event.sequence())
                    .containsExactly("InvoiceIssued.v1 1", "InvoicePaid.v1 2"));
        }
    }

    @Test
    void c4TheSameBankFileAgainHasNoEffect() {
        JourneyTenant tenant = JourneyTenant.sandbox(START);
        JsonNode invoice = tenant.issue(tenant.seller(), tenant.customer(), "100.00");
        byte[] file = tenant.statement(
                DAY,
                BankEntries.received(
                        "1", DAY, "27.00", invoice.path("paymentReference").asText()));

        Answer first = tenant.staff()
                .payment()
                .postFile("/v1/statement-imports", "application/xml", file)
                .expect(201);
        Answer again = tenant.staff()
                .payment()
                .postFile("/v1/statement-imports", "application/xml", file)
                .expect(200);

        assertThat(again.json()).isEqualTo(first.json());
        assertThat(tenant.staff().payment().all("/v1/payments")).hasSize(1);
        tenant.awaitOpen(invoice.path("invoiceId").asText(), "100.00");
    }

    @Test
    void r3FromOneOrderAllInvoicesCreditNotesAndPaymentsAreReachedAndReconcile() {
        JourneyTenant tenant = JourneyTenant.sandbox(START);
        String seller = tenant.seller();
        String customer = tenant.customer();
        Map<String, Object> first = JourneyTenant.invoice(seller, customer, "100.00");
        first.put("orderReference", "SO-77");
        Map<String, Object> second = JourneyTenant.invoice(seller, customer, "200.00");
        second.put("orderReference", "SO-77");
        JsonNode one = tenant.issue(first);
        JsonNode two = tenant.issue(second);
        tenant.staff()
                .invoicing()
                .post(
                        "/v1/invoices/" + two.path("invoiceId").asText() + "/credit-notes",
                        Map.of("reason", "Goods returned", "lines", List.of(Map.of("lineNumber", 1, "quantity", "1"))))
                .expect(201);
        String numbers = "invoices " + one.path("number").asText() + " and "
                + two.path("number").asText();
        tenant.bank(DAY, BankEntries.receivedWithText("1", DAY, "150.00", numbers));

        Awaits.untilAsserted(() -> {
            Answer found = tenant.staff().reporting().tryGet("/v1/orders/SO-77");
            assertThat(found.status()).isEqualTo(200);
            JsonNode order = found.json();
            assertThat(order.path("invoices")).hasSize(2);
            JsonNode sums = order.path("sums").get(0);
            assertThat(Amounts.of(sums.path("invoiced"))).isEqualByComparingTo("381.00");
            assertThat(Amounts.of(sums.path("credited"))).isEqualByComparingTo("127.00");
            assertThat(Amounts.of(sums.path("paid"))).isEqualByComparingTo("150.00");
            assertThat(Amounts.of(sums.path("open"))).isEqualByComparingTo("104.00");
            assertThat(sums.path("reconciled").asBoolean()).isTrue();
        });
    }

    @Test
    void f13TransferCardAndCashArriveAlikeAndTheHistoryOfR16ShowsThem() {
        JourneyTenant tenant = JourneyTenant.sandbox(START);
        String customer = tenant.customer();
        JsonNode invoice = tenant.issue(tenant.seller(), customer, "300.00");
        for (String method : List.of("BANK_TRANSFER", "CARD", "CASH")) {
            Map<String, Object> payment = Map.of(
                    "method",
                    method,
                    "amount",
                    Map.of("amount", "127.00", "currency", "EUR"),
                    "externalId",
                    "shop-1",
                    "structuredReference",
                    invoice.path("paymentReference").asText());
            JsonNode recorded = tenant.staff()
                    .payment()
                    .post("/v1/payments", payment)
                    .expect(201)
                    .json();
            assertThat(recorded.path("allocations").get(0).path("rule").asText())
                    .isEqualTo("STRUCTURED_REFERENCE");
            assertThat(Amounts.of(recorded.path("allocatedAmount"))).isEqualByComparingTo("127.00");
        }
        tenant.awaitOpen(invoice.path("invoiceId").asText(), "0.00");

        Awaits.untilAsserted(() -> {
            JsonNode payments = tenant.staff()
                    .reporting()
                    .get("/v1/customers/" + customer + "/history")
                    .path("payments")
                    .path("items");
            assertThat(payments)
                    .extracting(p -> p.path("method").asText())
                    .containsExactlyInAnyOrder("BANK_TRANSFER", "CARD", "CASH");
            assertThat(payments).allSatisfy(p -> {
                assertThat(p.path("allocations")).hasSize(1);
                assertThat(p.path("allocations").get(0).path("daysLate").asInt())
                        .isEqualTo(-30);
            });
        });
    }

    @Test
    void c6APaymentRecordedByHandLeavesWhoWhenAndWhyInTheAuditTrail() {
        JourneyTenant tenant = JourneyTenant.sandbox(START);
        JsonNode invoice = tenant.issue(tenant.seller(), tenant.customer(), "100.00");
        Map<String, Object> payment = Map.of(
                "method",
                "CASH",
                "amount",
                Map.of("amount", "127.00", "currency", "EUR"),
                "structuredReference",
                invoice.path("paymentReference").asText(),
                "reason",
                "Paid at the counter");
        String id = tenant.as("ana", "finance")
                .payment()
                .post("/v1/payments", payment)
                .expect(201)
                .json()
                .path("paymentId")
                .asText();

        JsonNode trail = tenant.staff()
                .payment()
                .get("/v1/audit-entries?entity=payment&id=" + id)
                .path("items");

        assertThat(trail).isNotEmpty().anySatisfy(entry -> {
            assertThat(entry.path("actor").asText()).isEqualTo("ana");
            assertThat(entry.path("reason").asText()).isEqualTo("Paid at the counter");
            assertThat(entry.path("occurredAt").asText()).isEqualTo(START);
            assertThat(entry.path("after").isObject()).isTrue();
        });
    }

    @Test
    void f18EveryLineExplainsQuantityPriceAndTax() {
        JourneyTenant tenant = JourneyTenant.sandbox(START);
        JsonNode line = tenant.issue(tenant.seller(), tenant.customer(), "100.00")
                .path("lines")
                .get(0);

        assertThat(line.path("quantity").asText()).isEqualTo("2");
        assertThat(line.path("explanation").path("steps")).isNotEmpty();
        assertThat(Amounts.of(line.path("explanation").path("tax").path("groupTaxAmount")))
                .isEqualByComparingTo("27.00");
    }
}
