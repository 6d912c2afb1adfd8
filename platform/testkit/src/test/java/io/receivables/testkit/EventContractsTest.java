package io.receivables.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.receivables.testkit.Contracts.EventContract;
import io.receivables.testkit.EventContracts.Variant;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventContractsTest {

    static List<EventContract> events() {
        return Contracts.events();
    }

    static Stream<String> types() {
        return events().stream().map(EventContract::type);
    }

    @Test
    void everyEventOfTheFirstReleaseHasASchema() {
        assertThat(types())
                .contains(
                        "TenantRegistered.v1",
                        "TenantClockMoved.v1",
                        "CustomerRegistered.v1",
                        "CustomerChanged.v1",
                        "InvoiceIssued.v1",
                        "InvoiceOverdue.v1",
                        "InvoicePaid.v1",
                        "InvoiceReopened.v1",
                        "CreditNoteIssued.v1",
                        "OpenItemChanged.v1",
                        "PaymentReceived.v1",
                        "PaymentAllocated.v1",
                        "PaymentDeallocated.v1",
                        "PaymentReversed.v1",
                        "StatementImported.v1",
                        "DunningLevelReached.v1",
                        "ReminderSent.v1",
                        "AuditSealed.v1",
                        "OpenItemsStated.v1",
                        "InvoicesStated.v1",
                        "BooksClosed.v1",
                        "ReconciliationDifferenceFound.v1",
                        "ReconciliationCompleted.v1")
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyExampleAndEveryVariantOfItIsValid(String type) {
        assertThat(EventContracts.examples(type)).isNotEmpty();
        for (Variant variant : EventContracts.exampleVariants(type)) {
            assertThat(EventContracts.violations(type, variant.bytes()))
                    .as(variant.name())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyRequiredPropertyIsReallyRequired(String type) {
        for (JsonNode name : Contracts.event(type).schema().path("required")) {
            ObjectNode broken = EventContracts.example(type);
            broken.remove(name.asText());
            assertThat(EventContracts.violations(type, Json.bytes(broken)))
                    .as(type + " without " + name)
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyPropertySaysWhatItMeansAndEveryTopicAndOwnerExists(EventContract event) {
        assertThat(event.schema().path("title").asText()).isNotEmpty();
        assertThat(event.schema().path("description").asText()).isNotEmpty();
        assertThat(event.schema().path("$id").asText()).isEqualTo("urn:receivables:" + event.type());
        assertDescribed(event.type(), event.schema());
        assertThat(Contracts.topics())
                .filteredOn(topic -> event.isOn(topic.name()))
                .isNotEmpty()
                .allMatch(
                        topic -> event.owner().equals("common") || topic.owner().equals(event.owner()));
    }

    @ParameterizedTest
    @MethodSource("events")
    void everySchemaStaysOpenAndUsesOnlyWhatAsyncApiToolsRead(EventContract event) {
        Set<String> keywords = new TreeSet<>();
        collectKeywords(event.schema(), keywords);

        assertThat(keywords)
                .isSubsetOf(
                        "$schema",
                        "$id",
                        "x-topic",
                        "title",
                        "description",
                        "type",
                        "properties",
                        "required",
                        "items",
                        "minItems",
                        "minLength",
                        "minimum",
                        "enum",
                        "format",
                        "pattern");
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyOptionalPropertyIsShownByAnExample(EventContract event) {
        event.schema().path("properties").fieldNames().forEachRemaining(name -> assertThat(event.examples())
                .as(event.type() + "." + name)
                .anyMatch(example -> example.has(name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"12,50\"", "12.50", "\"1e3\"", "\"-1\"", "\"\"", "null"})
    void anAmountIsAPlainDecimalString(String amount) {
        ObjectNode overdue = EventContracts.example("InvoiceOverdue.v1");
        overdue.set("openAmount", Json.parse(amount));

        assertThatThrownBy(() -> EventContracts.assertValid("InvoiceOverdue.v1", overdue))
                .hasMessageContaining("InvoiceOverdue.v1 breaks its contract")
                .hasMessageContaining("openAmount");
    }

    @Test
    void idsDatesAndInstantsAreChecked() {
        ObjectNode overdue = EventContracts.example("InvoiceOverdue.v1");
        overdue.put("invoiceId", "42").put("dueDate", "01.05.2025").put("overdueAt", "2025-05-02T00:00:00+02:00");

        assertThat(EventContracts.violations("InvoiceOverdue.v1", Json.bytes(overdue)))
                .hasSize(3);
    }

    @Test
    void variantsLeaveOutNestedOptionalPropertiesAndAddUnknownOnesEverywhere() {
        List<Variant> variants = EventContracts.exampleVariants("InvoiceIssued.v1");

        assertThat(variants)
                .extracting(Variant::name)
                .contains(
                        "InvoiceIssued.v1 example 1",
                        "InvoiceIssued.v1 example 1 without /orderReference",
                        "InvoiceIssued.v1 example 1 without /customer/region",
                        "InvoiceIssued.v1 example 1 without /lines/1/allowanceAmount",
                        "InvoiceIssued.v1 example 2 without /vatBreakdown/0/exemptionReason");
        Variant grown = variants.stream()
                .filter(variant -> variant.name().endsWith("1 with unknown fields"))
                .findFirst()
                .orElseThrow();
        assertThat(grown.data().at("/lines/0/addedInALaterVersion").asText()).isEqualTo("text");
    }

    @Test
    void invoiceExamplesAddUp() {
        for (JsonNode invoice : EventContracts.examples("InvoiceIssued.v1")) {
            assertThat(sum(invoice.path("lines"), "netAmount"))
                    .isEqualTo(decimal(invoice.at("/totals/lineNetTotal")))
                    .isEqualTo(sum(invoice.path("vatBreakdown"), "taxableAmount"));
            assertThat(sum(invoice.path("vatBreakdown"), "taxAmount"))
                    .isEqualTo(decimal(invoice.at("/totals/totalVat")));
            assertThat(decimal(invoice.at("/totals/totalWithoutVat")).add(decimal(invoice.at("/totals/totalVat"))))
                    .isEqualTo(decimal(invoice.at("/totals/totalWithVat")));
        }
    }

    @Test
    void openItemExamplesAddUp() {
        for (JsonNode item : EventContracts.examples("OpenItemChanged.v1")) {
            assertThat(decimal(item.path("originalAmount"))
                            .subtract(decimal(item.path("creditedAmount")))
                            .subtract(decimal(item.path("allocatedAmount"))))
                    .isEqualTo(decimal(item.path("openAmount")));
        }
    }

    @Test
    void anUnknownEventTypeIsAClearMistake() {
        assertThatThrownBy(() -> EventContracts.examples("Nothing.v9"))
                .hasMessage("No schema is published for event type Nothing.v9");
    }

    private static void collectKeywords(JsonNode schema, Set<String> found) {
        schema.fieldNames().forEachRemaining(found::add);
        schema.path("properties").forEach(property -> collectKeywords(property, found));
        if (schema.has("items")) {
            collectKeywords(schema.path("items"), found);
        }
    }

    private static void assertDescribed(String path, JsonNode schema) {
        schema.path("properties").properties().forEach(property -> {
            String child = path + "." + property.getKey();
            assertThat(property.getValue().path("title").asText()).as(child).isNotEmpty();
            assertThat(property.getValue().path("description").asText())
                    .as(child)
                    .isNotEmpty();
            assertDescribed(child, property.getValue());
        });
        if (schema.has("items")) {
            assertDescribed(path + "[]", schema.path("items"));
        }
    }

    private static BigDecimal sum(JsonNode list, String field) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode entry : list) {
            sum = sum.add(decimal(entry.path(field)));
        }
        return sum;
    }

    private static BigDecimal decimal(JsonNode node) {
        return new BigDecimal(node.asText());
    }
}
