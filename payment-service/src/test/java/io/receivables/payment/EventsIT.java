package io.receivables.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.payment.events.PaymentTopics;
import io.receivables.testkit.Awaits;
import io.receivables.testkit.EventContracts;
import io.receivables.testkit.ObservedEvent;
import io.receivables.testkit.TopicProbe;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EventsIT extends PaymentIntegrationTest {
    @Test
    void everyEventIsValidInOrderAndWithoutGaps() {
        var customer = world.customer();
        var invoice = world.invoice(customer, "HU-2026-0001", "100.00", "2026-02-28");
        var payment = world.pay("70.00", "remittanceInformation", "HU-2026-0001");
        var path = "/v1/payments/" + payment.get("paymentId").asText();
        var allocation = payment.get("allocations").get(0).get("allocationId").asText();
        assertThat(world.post(path + "/allocations/" + allocation + "/undos", Map.of("reason", "wrong"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(world.post(
                                path + "/allocations",
                                Map.of("allocations", List.of(World.allocation(invoice.id(), "70.00"))))
                        .statusCode())
                .isEqualTo(200);
        world.credit(invoice, 2, "50.00");
        Awaits.untilAsserted(() -> assertThat(world.open(invoice.id())).isZero());
        assertThat(world.post(path + "/reversals", Map.of("reason", "bank return", "returnReasonCode", "AC04"))
                        .statusCode())
                .isEqualTo(200);
        world.imported(CamtSampleFiles.one());

        try (var items = TopicProbe.on(PaymentTopics.OPEN_ITEMS);
                var payments = TopicProbe.on(PaymentTopics.PAYMENTS);
                var statements = TopicProbe.on(PaymentTopics.STATEMENTS)) {
            var ofItem = items.awaitCount(world.tenant(), invoice.id(), 6);
            var ofPayment = payments.awaitCount(
                    world.tenant(), UUID.fromString(payment.get("paymentId").asText()), 6);
            var ofStatement = statements.await(
                    "statement",
                    e -> e.tenant().equals(world.tenant()) && e.type().equals("StatementImported.v1"));

            assertThat(causes(ofItem))
                    .containsExactly("ISSUED", "ALLOCATED", "DEALLOCATED", "ALLOCATED", "CREDITED", "REVERSED");
            assertThat(ofItem)
                    .extracting(e -> e.data().get("openAmount").asText())
                    .containsExactly("100.00", "30.00", "100.00", "30.00", "0.00", "50.00");
            assertThat(ofItem)
                    .allSatisfy(e ->
                            assertThat(e.data().get("openItemVersion").asLong()).isEqualTo(e.sequence()));
            assertThat(ofPayment)
                    .extracting(ObservedEvent::type)
                    .containsExactly(
                            "PaymentReceived.v1",
                            "PaymentAllocated.v1",
                            "PaymentDeallocated.v1",
                            "PaymentAllocated.v1",
                            "PaymentDeallocated.v1",
                            "PaymentReversed.v1");
            valid(ofItem);
            valid(ofPayment);
            EventContracts.assertValid(ofStatement);
        }
    }

    private static List<String> causes(List<ObservedEvent> events) {
        return events.stream().map(e -> e.data().get("cause").asText()).toList();
    }

    private static void valid(List<ObservedEvent> events) {
        events.forEach(EventContracts::assertValid);
        assertThat(events.stream().map(ObservedEvent::sequence))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, events.size()).boxed().toList());
    }

    @Test
    void aDuplicatedInvoiceEventIsAppliedOnce() {
        var customer = world.customer();
        var invoice = new World.Invoice(UUID.randomUUID(), "HU-2026-0009", "");
        var draft = world.feeder()
                .event(
                        "InvoiceIssued.v1",
                        invoice.id(),
                        1,
                        World.issued(invoice, customer, "100.00", "EUR", "2026-02-28"));
        draft.send();
        draft.send();
        world.awaitItem(invoice.id());
        world.credit(invoice, 2, "10.00");

        Awaits.untilAsserted(() -> assertThat(world.open(invoice.id())).isEqualByComparingTo("90.00"));
        assertThat(world.read("/v1/open-items/" + invoice.id()).get("version").asLong())
                .isEqualTo(2);
    }

    @Test
    void aPoisonInvoiceParksItselfOnlyAndOthersGoOn() {
        var customer = world.customer();
        world.feeder()
                .poison(
                        "InvoiceIssued.v1",
                        UUID.randomUUID(),
                        1,
                        "{\"number\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .send();

        var invoice = world.invoice(customer, "HU-2026-0010", "100.00", "2026-02-28");

        assertThat(world.open(invoice.id())).isEqualByComparingTo("100.00");
        Awaits.untilAsserted(() -> assertThat(Database.number(world.tenant(), "select count(*) from parked_events"))
                .isEqualTo(1));
    }
}
