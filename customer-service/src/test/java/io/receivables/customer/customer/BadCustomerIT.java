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
import io.receivables.testkit.ReceivablesTestResource;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused has a stable code and changes nothing. */
@QuarkusTest
@QuarkusTestResource(
        value = ReceivablesTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "customer"))
class BadCustomerIT {
    private final CustomerApi api = CustomerApi.ofNewTenant();

    /** Pointer to the field, its JSON, the code of the problem, the field as reported and its code. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/colour              | \"red\"             | unknown_field     | colour              | unknown_field",
                "/address/planet      | \"Mars\"            | unknown_field     | address.planet      | unknown_field",
                "/name                | 5                   | validation_failed | name                | invalid_value",
                "/name                | {}                  | validation_failed | name                | invalid_value",
                "/contacts            | \"none\"            | validation_failed | contacts            | invalid_value",
                "/paymentTerms/days   | \"30\"              | validation_failed | paymentTerms.days   | invalid_value",
                "/paymentTerms/days   | 30.5                | validation_failed | paymentTerms.days   | invalid_value",
                "/name                | null                | validation_failed | name                | required",
                "/name                | \"   \"             | validation_failed | name                | required",
                "/name                | \"a\\u0000b\"       | validation_failed | name                | illegal_characters",
                "/externalId          | null                | validation_failed | externalId          | required",
                "/kind                | \"SHIP\"            | validation_failed | kind                | kind_unknown",
                "/currency            | \"EURO\"            | validation_failed | currency            | unknown_currency",
                "/currency            | \"XAU\"             | validation_failed | currency            | unknown_currency",
                "/timeZone            | \"Europe/Atlantis\" | validation_failed | timeZone            | time_zone_unknown",
                "/timeZone            | \"+02:00\"          | validation_failed | timeZone            | time_zone_unknown",
                "/language            | \"klingon\"         | validation_failed | language            | language_unknown",
                "/address             | null                | validation_failed | address.city        | required",
                "/address/countryCode | \"ZZ\"              | validation_failed | address.countryCode | country_unknown",
                "/paymentTerms/kind   | \"LATER\"           | validation_failed | paymentTerms.kind   | payment_terms_kind_unknown",
                "/paymentTerms/days   | -1                  | validation_failed | paymentTerms.days   | payment_terms_days_out_of_range",
                "/paymentTerms/days   | 366                 | validation_failed | paymentTerms.days   | payment_terms_days_out_of_range",
                "/preferredChannel    | \"PIGEON\"          | validation_failed | preferredChannel    | channel_unknown",
                "/email               | \"nobody\"          | validation_failed | email               | email_invalid",
                "/phone               | \"call me\"         | validation_failed | phone               | phone_invalid",
                "/ibans               | [\"HU42117730161111101800000001\"] | validation_failed | ibans[0] | iban_invalid",
                "/ibans               | [null]              | validation_failed | ibans[0]            | required",
                "/contacts            | [{\"email\":\"a@b.hu\"}] | validation_failed | contacts[0].name | required",
                "/vatId               | \"?\"               | validation_failed | vatId               | vat_id_invalid",
            })
    void aBadFieldIsNamedAndNothingChanges(String pointer, String json, String code, String field, String fieldCode) {
        var id = api.register(CustomerApi.customer("C-0"));
        var before = Database.rows(api.tenant());
        var body = CustomerApi.customer("C-1");
        set(body, pointer, json);

        api.post(body)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("errors.field", hasItem(field))
                .body("errors.code", hasItem(fieldCode));
        api.put(id, "\"1\"", body).then().statusCode(400).body("code", equalTo(code));

        assertThat(Database.rows(api.tenant())).isEqualTo(before);
    }

    @Test
    void everyBrokenRuleIsReportedAtOnce() {
        var body = CustomerApi.customer("C-1")
                .put("currency", "EURO")
                .put("timeZone", "x")
                .put("kind", "SHIP");

        api.post(body)
                .then()
                .statusCode(400)
                .body("errors.field", equalTo(java.util.List.of("kind", "timeZone", "currency")));
    }

    @Test
    void aBodyThatIsNoJsonIsRefused() {
        for (var body : new String[] {
            "",
            "null",
            "{",
            "[]",
            "{\"name\":\"a\",\"name\":\"b\"}",
            "\u0000",
            "{\"paymentTerms\":{\"days\":99999999999}}"
        }) {
            api.request()
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .body(body)
                    .post("/v1/customers")
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json");
        }
        assertThat(Database.number(api.tenant(), "select count(*) from customers"))
                .isZero();
    }

    @Test
    void anotherContentTypeIsRefused() {
        api.request()
                .contentType("text/plain")
                .header("Idempotency-Key", "k")
                .body("name=x")
                .post("/v1/customers")
                .then()
                .statusCode(415)
                .body("code", equalTo("unsupported_media_type"));
    }

    @Test
    void aRegistrationNeedsAnIdempotencyKey() {
        api.request()
                .body(CustomerApi.customer("C-1").toString())
                .post("/v1/customers")
                .then()
                .statusCode(400)
                .body("code", equalTo("idempotency_key_required"));
    }

    @Test
    void anIdThatIsNoneIsNotFound() {
        api.request().get("/v1/customers/abc").then().statusCode(404).body("code", equalTo("not_found"));
        api.get(UUID.randomUUID()).then().statusCode(404).body("code", equalTo("not_found"));
        api.put(UUID.randomUUID(), "\"1\"", CustomerApi.customer("C-1"))
                .then()
                .statusCode(404)
                .body("code", equalTo("not_found"));
    }

    private static void set(ObjectNode body, String pointer, String json) {
        var slash = pointer.lastIndexOf('/');
        var parent = (ObjectNode) body.at(pointer.substring(0, slash));
        parent.set(pointer.substring(slash + 1), Json.tree(json));
    }
}
