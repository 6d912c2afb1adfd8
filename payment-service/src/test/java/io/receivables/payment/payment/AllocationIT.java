package io.receivables.payment.payment;

import static io.receivables.payment.World.allocation;
import static io.receivables.payment.World.lines;
import static io.receivables.payment.World.money;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.payment.Database;
import io.receivables.payment.PaymentIntegrationTest;
import io.receivables.payment.World;
import io.receivables.testkit.Awaits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AllocationIT extends PaymentIntegrationTest {
    private static final String IBAN = "HU93116000060000000012345676";

    @Test
    void theStructuredReferenceDecides() {
        var customer = world.customer(IBAN);
        world.invoice(customer, "HU-2026-0001", "100.00", "2026-01-31");
        var meant = world.invoice(customer, "HU-2026-0002", "80.00", "2026-05-31");

        var payment = world.pay(Map.of(
                "method", "BANK_TRANSFER",
                "amount", money("80.00"),
                "payer", Map.of("iban", IBAN),
                "structuredReference", World.reference("HU-2026-0002")));

        assertThat(lines(payment)).containsExactly("HU-2026-0002 80.00 STRUCTURED_REFERENCE");
        assertThat(payment.get("customerId").asText()).isEqualTo(customer.toString());
        assertThat(world.open(meant.id())).isZero();
    }

    @Test
    void onePaymentSettlesSeveralInvoicesNamedInTheText() {
        var customer = world.customer();
        world.invoice(customer, "HU-2026-0011", "100.00", "2026-03-31");
        world.invoice(customer, "HU-2026-0012", "50.00", "2026-01-31");

        var payment = world.pay("130.00", "remittanceInformation", "invoices hu-2026-0011 + HU 2026 0012");

        assertThat(lines(payment))
                .containsExactly("HU-2026-0012 50.00 INVOICE_NUMBER", "HU-2026-0011 80.00 INVOICE_NUMBER");
        assertThat(payment.get("status").asText()).isEqualTo("ALLOCATED");
        assertThat(payment.get("customerId").asText()).isEqualTo(customer.toString());
    }

    @Test
    void theOldestDueIsSettledFirstForAKnownIbanAndForAGivenCustomer() {
        var customer = world.customer(IBAN);
        world.invoice(customer, "HU-2026-0021", "100.00", "2099-03-31");
        world.invoice(customer, "HU-2026-0022", "100.00", "2026-02-28");
        world.invoice(customer, "HU-2026-0023", "100.00", "2026-01-31");

        var byIban = world.pay("150.00", "payer", Map.of("iban", "hu93 1160 0006 0000 0000 1234 5676"));
        var byCustomer = world.pay("150.00", "customerId", customer.toString());

        assertThat(lines(byIban)).containsExactly("HU-2026-0023 100.00 OLDEST_DUE", "HU-2026-0022 50.00 OLDEST_DUE");
        assertThat(lines(byCustomer))
                .containsExactly("HU-2026-0022 50.00 OLDEST_DUE", "HU-2026-0021 100.00 OLDEST_DUE");
        assertThat(byIban.get("explanation").asText()).contains("due since 2026-01-31");
    }

    @Test
    void anIbanThatACustomerGaveUpOrTwoShareTellsNothing() {
        var customer = world.customer(IBAN);
        var invoice = world.invoice(customer, "HU-2026-0031", "100.00", "2026-02-28");
        world.customer(customer, 2);

        var payment = world.pay("100.00", "payer", Map.of("iban", IBAN));

        assertThat(lines(payment)).isEmpty();
        assertThat(world.open(invoice.id())).isEqualByComparingTo("100.00");
    }

    @Test
    void anOverpaymentIsUnappliedCashAndCanBeAllocatedByHand() {
        var customer = world.customer();
        world.invoice(customer, "HU-2026-0041", "100.00", "2026-02-28");
        var later = world.invoice(customer, "HU-2026-0042", "100.00", "2026-03-31");
        var payment = world.pay("130.00", "remittanceInformation", "HU-2026-0041");
        var path = "/v1/payments/" + payment.get("paymentId").asText();
        assertThat(payment.get("unappliedAmount").asText()).isEqualTo("30.00");
        assertThat(payment.get("status").asText()).isEqualTo("PARTLY_ALLOCATED");

        var response = world.post(
                path + "/allocations",
                Map.of("allocations", List.of(allocation(later.id(), "30.00")), "reason", "agreed by phone"));

        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        assertThat(lines(world.read(path)))
                .containsExactly("HU-2026-0041 100.00 INVOICE_NUMBER", "HU-2026-0042 30.00 MANUAL");
        assertThat(world.open(later.id())).isEqualByComparingTo("70.00");
    }

    @Test
    void explicitAllocationsComeBeforeEverythingElse() {
        var customer = world.customer();
        var first = world.invoice(customer, "HU-2026-0051", "100.00", "2026-02-28");
        var second = world.invoice(customer, "HU-2026-0052", "100.00", "2026-03-31");

        var payment = world.pay(Map.of(
                "method", "CASH",
                "amount", money("120.00"),
                "customerId", customer.toString(),
                "remittanceInformation", "HU-2026-0051",
                "allocations", List.of(allocation(second.id(), "40.00"))));

        assertThat(lines(payment)).containsExactly("HU-2026-0052 40.00 MANUAL", "HU-2026-0051 80.00 INVOICE_NUMBER");
        assertThat(world.open(first.id())).isEqualByComparingTo("20.00");
    }

    @Test
    void aPaymentThatComesBeforeItsInvoiceIsAllocatedWhenTheInvoiceArrives() {
        var customer = world.customer();
        var byReference = world.pay("60.00", "structuredReference", World.reference("HU-2026-0061"));
        var byText = world.pay("70.00", "remittanceInformation", "for invoice hu 2026 0061, thanks");
        assertThat(byReference.get("status").asText()).isEqualTo("UNAPPLIED");
        assertThat(byText.get("status").asText()).isEqualTo("UNAPPLIED");

        var invoice = world.invoice(customer, "HU-2026-0061", "100.00", "2026-02-28");

        assertThat(lines(world.read(
                        "/v1/payments/" + byReference.get("paymentId").asText())))
                .containsExactly("HU-2026-0061 60.00 STRUCTURED_REFERENCE");
        assertThat(lines(world.read("/v1/payments/" + byText.get("paymentId").asText())))
                .containsExactly("HU-2026-0061 40.00 INVOICE_NUMBER");
        assertThat(world.open(invoice.id())).isZero();
    }

    @Test
    void anUndoneAllocationIsUnappliedAgainAndWaitsForAPerson() {
        var customer = world.customer();
        var invoice = world.invoice(customer, "HU-2026-0071", "100.00", "2026-02-28");
        var payment = world.pay("100.00", "remittanceInformation", "HU-2026-0071 HU-2026-0072");
        var path = "/v1/payments/" + payment.get("paymentId").asText();
        var undo = path + "/allocations/"
                + payment.get("allocations").get(0).get("allocationId").asText() + "/undos";

        var undone = world.post(undo, Map.of("reason", "wrong invoice"));
        world.invoice(customer, "HU-2026-0072", "100.00", "2026-03-31");

        assertThat(undone.statusCode()).as(undone.asString()).isEqualTo(200);
        assertThat(world.open(invoice.id())).isEqualByComparingTo("100.00");
        assertThat(world.read(path).get("unappliedAmount").asText()).isEqualTo("100.00");
        assertThat(world.post(undo, Map.of("reason", "again")).jsonPath().getString("code"))
                .isEqualTo("allocation_released");
    }

    @Test
    void aReversalReopensEveryInvoiceThePaymentHadSettled() {
        var customer = world.customer();
        var first = world.invoice(customer, "HU-2026-0081", "100.00", "2026-02-28");
        var second = world.invoice(customer, "HU-2026-0082", "100.00", "2026-03-31");
        var payment = world.pay("150.00", "customerId", customer.toString());
        var path = "/v1/payments/" + payment.get("paymentId").asText();

        var reversed = world.post(path + "/reversals", Map.of("reason", "bank return", "returnReasonCode", "AC04"));

        assertThat(reversed.statusCode()).as(reversed.asString()).isEqualTo(200);
        assertThat(reversed.jsonPath().getString("status")).isEqualTo("REVERSED");
        assertThat(reversed.jsonPath().getString("reversedAmount")).isEqualTo("150.00");
        assertThat(world.open(first.id())).isEqualByComparingTo("100.00");
        assertThat(world.open(second.id())).isEqualByComparingTo("100.00");
        assertThat(world.post(path + "/reversals", Map.of("reason", "twice"))
                        .jsonPath()
                        .getString("code"))
                .isEqualTo("payment_reversed");
        assertThat(world.post(path + "/allocations", Map.of("allocations", List.of(allocation(first.id(), "1.00"))))
                        .jsonPath()
                        .getString("code"))
                .isEqualTo("payment_reversed");
    }

    @Test
    void aCreditNoteOnAPaidInvoiceSetsTheNewestAllocationFreeFirst() {
        var customer = world.customer();
        var invoice = world.invoice(customer, "HU-2026-0091", "100.00", "2026-02-28");
        var older = world.pay("60.00", "remittanceInformation", "HU-2026-0091");
        var newer = world.pay("40.00", "remittanceInformation", "HU-2026-0091");

        world.credit(invoice, 2, "50.00");

        Awaits.untilAsserted(() -> assertThat(world.read("/v1/open-items/" + invoice.id())
                        .get("creditedAmount")
                        .asText())
                .isEqualTo("50.00"));
        assertThat(world.read("/v1/payments/" + newer.get("paymentId").asText())
                        .get("unappliedAmount")
                        .asText())
                .isEqualTo("40.00");
        assertThat(world.read("/v1/payments/" + older.get("paymentId").asText())
                        .get("unappliedAmount")
                        .asText())
                .isEqualTo("10.00");
        assertThat(world.read("/v1/open-items/" + invoice.id()).get("status").asText())
                .isEqualTo("SETTLED");
    }

    @Test
    void moneyOfAnotherCurrencyStaysUnappliedWithAnExplanation() {
        var customer = world.customer();
        world.invoice(customer, "HU-2026-0101", "40000.00", "HUF", "2026-02-28", "");

        var payment = world.pay("100.00", "remittanceInformation", "HU-2026-0101");

        assertThat(lines(payment)).isEmpty();
        assertThat(payment.get("explanation").asText()).contains("is in HUF, the payment in EUR");
    }

    @Test
    void F13_transferCardAndCashGiveTheSameAllocation() {
        var results = new HashMap<String, String>();
        for (var method : List.of("BANK_TRANSFER", "CARD", "CASH")) {
            try (var own = new World()) {
                var customer = own.customer();
                own.invoice(customer, "HU-2026-0111", "100.00", "2026-02-28");
                own.invoice(customer, "HU-2026-0112", "100.00", "2026-03-31");
                var payment = own.pay(Map.of(
                        "method",
                        method,
                        "amount",
                        money("230.00"),
                        "remittanceInformation",
                        "HU-2026-0111, HU-2026-0112"));
                results.put(method, lines(payment) + " " + payment.get("unappliedAmount"));
                assertThat(
                                Database.texts(
                                        own.tenant(),
                                        "select convert_from(payload, 'UTF8')::jsonb->>'method' from outbox where type = 'PaymentReceived.v1'"))
                        .containsExactly(method);
                own.assertSound();
            }
        }

        assertThat(results.values())
                .hasSize(3)
                .containsOnly("[HU-2026-0111 100.00 INVOICE_NUMBER, HU-2026-0112 100.00 INVOICE_NUMBER] \"30.00\"");
    }

    @Test
    void C6_aPaymentRecordedByHandIsInTheAuditTrailWithWhoWhenBeforeAndAfter() {
        var customer = world.customer();
        var invoice = world.invoice(customer, "HU-2026-0121", "100.00", "2026-02-28");
        var payment = world.pay(Map.of(
                "method",
                "CASH",
                "amount",
                money("100.00"),
                "reason",
                "paid at the counter",
                "allocations",
                List.of(allocation(invoice.id(), "100.00"))));

        var ofPayment = world.read("/v1/audit-entries?entity=payment&id="
                        + payment.get("paymentId").asText())
                .get("items");
        var ofInvoice = world.read("/v1/audit-entries?entity=open-item&id=" + invoice.id())
                .get("items");

        assertThat(ofPayment).hasSize(1);
        assertThat(ofPayment.get(0).get("actor").asText()).isEqualTo("anna");
        assertThat(ofPayment.get(0).get("reason").asText()).isEqualTo("paid at the counter");
        assertThat(ofPayment.get(0).get("occurredAt").asText()).isNotEmpty();
        assertThat(ofPayment.get(0).get("after").get("status").asText()).isEqualTo("ALLOCATED");
        assertThat(ofInvoice.get(0).get("before").get("open").asText()).isEqualTo("100.00");
        assertThat(ofInvoice.get(0).get("after").get("open").asText()).isEqualTo("0.00");
    }

    @Test
    void withABoundTheListIsInTheOrderOfBookingDates() {
        world.pay("1.00", "bookingDate", "2026-03-03");
        world.pay("2.00", "bookingDate", "2026-03-01");
        world.pay("3.00", "bookingDate", "2026-03-05");
        world.pay("4.00", "bookingDate", "2026-03-02");
        world.pay("5.00", "bookingDate", "2026-03-02");

        var amounts = new ArrayList<String>();
        var cursor = "";
        do {
            var page = world.read("/v1/payments?bookedTo=2026-03-03&limit=2&cursor=" + cursor);
            page.get("items")
                    .forEach(payment -> amounts.add(payment.at("/amount/amount").asText()));
            cursor = page.path("nextCursor").asText();
        } while (!cursor.isEmpty());

        assertThat(amounts).containsExactly("1.00", "5.00", "4.00", "2.00");
    }

    @Test
    void theListIsFilteredAndPaged() {
        var customer = world.customer();
        for (int i = 0; i < 5; i++) {
            world.pay("1" + i + ".00", "customerId", customer.toString());
        }
        world.pay("9.00", "remittanceInformation", "somebody else");

        var first = world.read("/v1/payments?limit=3&customerId=" + customer);
        var second = world.read("/v1/payments?limit=3&customerId=" + customer + "&cursor="
                + first.get("nextCursor").asText());

        assertThat(first.get("items")).hasSize(3);
        assertThat(second.get("items")).hasSize(2);
        assertThat(second.has("nextCursor")).isFalse();
        assertThat(first.get("items").get(0).get("amount").get("amount").asText())
                .isEqualTo("14.00");
        assertThat(world.read("/v1/payments?status=UNAPPLIED&method=CARD").get("items"))
                .isEmpty();
        assertThat(world.get("/v1/payments/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
    }
}
