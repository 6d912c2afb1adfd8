package io.receivables.customer.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.chassis.json.Json;
import io.receivables.customer.CustomerApi;
import io.receivables.customer.Database;
import io.receivables.customer.events.Topics;
import io.receivables.testkit.EventContracts;
import io.receivables.testkit.ObservedEvent;
import io.receivables.testkit.ReceivablesTestResource;
import io.receivables.testkit.TopicProbe;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = ReceivablesTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "customer"))
class CustomerIT {
    private final CustomerApi api = CustomerApi.ofNewTenant();

    @Test
    void aRegisteredCustomerIsReadBackNormalisedWithItsTag() {
        var response = api.post(CustomerApi.customer("C-1"));

        response.then().statusCode(201).header("ETag", equalTo("\"1\""));
        var id = UUID.fromString(response.path("id"));
        assertThat(response.header("Location")).endsWith("/v1/customers/" + id);
        api.get(id)
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"1\""))
                .body("externalId", equalTo("C-1"))
                .body("name", equalTo("Duna Pékség Kft."))
                .body("phone", equalTo("+3612345678"))
                .body("ibans[0]", equalTo("HU42117730161111101800000000"))
                .body("paymentTerms.days", equalTo(30))
                .body("contacts[0].name", equalTo("Kovács Anna"))
                .body("address.countryCode", equalTo("HU"));
        assertThat(Json.tree(api.get(id).asString())).isEqualTo(Json.tree(response.asString()));
    }

    @Test
    void aRegistrationWithOnlyWhatIsRequiredGetsTheDefaults() {
        var body = (ObjectNode)
                Json.tree(
                        """
                {"externalId": "P-1", "kind": "PERSON", "name": "Ana", "timeZone": "Europe/Zagreb", "currency": "EUR",
                 "address": {"street": "Ilica 1", "city": "Zagreb", "postalCode": "10000", "countryCode": "HR"}}""");

        var id = api.register(body);

        api.get(id)
                .then()
                .body("language", equalTo("en"))
                .body("preferredChannel", equalTo("LETTER"))
                .body("paymentTerms.kind", equalTo("NET"))
                .body("paymentTerms.days", equalTo(30))
                .body("contacts.size()", equalTo(0));
    }

    @Test
    void aChangeNeedsTheTagThatWasRead() {
        var id = api.register(CustomerApi.customer("C-1"));
        var changed = CustomerApi.customer("C-1").put("name", "Duna Kft.");

        api.request()
                .body(changed.toString())
                .put("/v1/customers/" + id)
                .then()
                .statusCode(428)
                .body("code", equalTo("precondition_required"));
        api.put(id, "\"7\"", changed).then().statusCode(412).body("code", equalTo("version_conflict"));
        api.put(id, "\"1\"", changed).then().statusCode(200).header("ETag", equalTo("\"2\""));
        api.put(id, "\"1\"", changed).then().statusCode(412);
        api.get(id).then().body("name", equalTo("Duna Kft.")).body("version", equalTo(2));
    }

    @Test
    void everyChangeReachesKafkaInOrderWithTheFieldsThatChanged() {
        var id = api.register(CustomerApi.customer("C-1"));
        var second = CustomerApi.customer("C-1").put("name", "Duna Kft.");
        second.putArray("contacts");
        api.put(id, "\"1\"", second).then().statusCode(200);
        api.put(id, "\"2\"", CustomerApi.customer("C-1")).then().statusCode(200);

        try (var topic = TopicProbe.on(Topics.CUSTOMERS)) {
            var events = topic.awaitCount(api.tenant(), id, 3);

            assertThat(events)
                    .extracting(ObservedEvent::type)
                    .containsExactly("CustomerRegistered.v1", "CustomerChanged.v1", "CustomerChanged.v1");
            assertThat(events).extracting(ObservedEvent::sequence).containsExactly(1L, 2L, 3L);
            events.forEach(EventContracts::assertValid);
            assertThat(events.get(1).data().get("changedFields")).isEqualTo(Json.tree("[\"name\", \"contacts\"]"));
            assertThat(events.get(1).data().get("name").asText()).isEqualTo("Duna Kft.");
        }
    }

    @Test
    void aPutOfWhatIsStoredChangesAndPublishesNothing() {
        var id = api.register(CustomerApi.customer("C-1"));
        var before = Database.rows(api.tenant());

        api.put(id, "\"1\"", CustomerApi.customer("C-1")).then().statusCode(200).header("ETag", equalTo("\"1\""));

        assertThat(Database.rows(api.tenant())).isEqualTo(before);
    }

    @Test
    void whatWasRemovedFromTheProfileIsGone() {
        var id = api.register(CustomerApi.customer("C-1"));
        var body = CustomerApi.customer("C-1");
        body.remove("vatId");
        body.remove("region");
        body.remove("ibans");

        api.put(id, "\"1\"", body).then().statusCode(200);

        var stored = Json.tree(api.get(id).asString());
        assertThat(stored.has("vatId")).isFalse();
        assertThat(stored.has("region")).isFalse();
        assertThat(stored.get("ibans")).isEmpty();
    }

    @Test
    void anExternalIdBelongsToOneCustomerOfATenant() {
        api.register(CustomerApi.customer("C-1"));
        var other = api.register(CustomerApi.customer("C-2"));
        var before = Database.rows(api.tenant());

        api.post(CustomerApi.customer("C-1"))
                .then()
                .statusCode(409)
                .body("code", equalTo("customer_external_id_taken"))
                .body("errors.field", hasItem("externalId"));
        api.put(other, "\"1\"", CustomerApi.customer("C-1"))
                .then()
                .statusCode(409)
                .body("code", equalTo("customer_external_id_taken"));

        assertThat(Database.rows(api.tenant())).isEqualTo(before);
        CustomerApi.ofNewTenant().register(CustomerApi.customer("C-1"));
    }

    @Test
    void theAuditTrailShowsTheStateBeforeAndAfter() {
        var id = api.register(CustomerApi.customer("C-1"));
        api.put(id, "\"1\"", CustomerApi.customer("C-1").put("name", "Duna Kft."))
                .then()
                .statusCode(200);

        api.request()
                .queryParam("entity", "customer")
                .queryParam("id", id.toString())
                .get("/v1/audit-entries")
                .then()
                .statusCode(200)
                .body("items.action", equalTo(java.util.List.of("REGISTER", "CHANGE")))
                .body("items[1].actor", equalTo("anna"))
                .body("items[1].before.name", equalTo("Duna Pékség Kft."))
                .body("items[1].after.name", equalTo("Duna Kft."));
    }
}
