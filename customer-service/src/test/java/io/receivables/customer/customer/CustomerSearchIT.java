package io.receivables.customer.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.customer.CustomerApi;
import io.receivables.testkit.ReceivablesTestResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(
        value = ReceivablesTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "customer"))
class CustomerSearchIT {
    private final CustomerApi api = CustomerApi.ofNewTenant();

    @ParameterizedTest
    @CsvSource({
        "duna,              C-1",
        "DUNA pekseg,       C-1",
        "pék,               C-1",
        "Kft.,              C-1",
        "c-1,               C-1",
        "HU42 1177 3016,    C-1",
        "hu4211773016,      C-1",
        "penzugy@exa,       C-1",
        "anna.kovacs@,      C-1",
        "soborg,            C-2",
        "贸易,               C-3",
        "una,               ''",
        "duna kovač,        ''",
        "50%,               ''",
        "_,                 none",
    })
    void aCustomerIsFoundByTheBeginningOfItsWordsNumbersAndAddresses(String query, String expected) {
        api.register(CustomerApi.customer("C-1"));
        var danish =
                CustomerApi.customer("C-2").put("name", "Søborg Møbler A/S").put("email", "bog@example.dk");
        danish.remove(List.of("ibans", "contacts", "vatId"));
        api.register(danish);
        var chinese = CustomerApi.customer("C-3").put("name", "上海贸易有限公司").put("email", "cai@example.cn");
        chinese.remove(List.of("ibans", "contacts", "vatId"));
        api.register(chinese);

        var response = api.request().queryParam("q", query).get("/v1/customers");

        if (expected.equals("none")) {
            response.then().statusCode(400).body("errors[0].code", equalTo("no_search_term"));
        } else {
            response.then().statusCode(200);
            assertThat(response.<List<String>>path("items.externalId"))
                    .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
        }
    }

    @Test
    void aRenamedCustomerIsFoundByItsNewNameOnly() {
        var id = api.register(CustomerApi.customer("C-1"));
        api.put(id, "\"1\"", CustomerApi.customer("C-1").put("name", "Tisza Bakery"))
                .then()
                .statusCode(200);

        assertThat(externalIds(Map.of("q", "tisza"))).containsExactly("C-1");
        assertThat(externalIds(Map.of("q", "duna"))).isEmpty();
    }

    @Test
    void filtersNarrowTheListTogether() {
        api.register(CustomerApi.customer("C-1"));
        var other = CustomerApi.customer("C-2").put("kind", "PERSON").put("region", "Pest");
        api.register(other);
        var abroad = CustomerApi.customer("C-3");
        abroad.withObject("address").put("countryCode", "HR");
        api.register(abroad);

        assertThat(externalIds(Map.of("country", "hu"))).containsExactly("C-1", "C-2");
        assertThat(externalIds(Map.of("country", "HR"))).containsExactly("C-3");
        assertThat(externalIds(Map.of("region", "Pest"))).containsExactly("C-2");
        assertThat(externalIds(Map.of("kind", "company", "country", "HU"))).containsExactly("C-1");
        assertThat(externalIds(Map.of("kind", "PERSON", "country", "HR"))).isEmpty();
        assertThat(externalIds(Map.of("q", "duna", "country", "HR"))).containsExactly("C-3");
    }

    @Test
    void pagesNeitherLoseNorRepeatCustomersWhileOthersAreRegistered() {
        var before = new ArrayList<String>();
        for (int i = 0; i < 40; i++) {
            api.register(CustomerApi.customer("A-" + i));
            before.add("A-" + i);
        }
        var seen = new ArrayList<String>();
        String cursor = null;
        int round = 0;
        do {
            var request = api.request().queryParam("limit", 7).queryParam("q", "duna");
            if (cursor != null) {
                request.queryParam("cursor", cursor);
            }
            var page = request.get("/v1/customers");
            page.then().statusCode(200);
            seen.addAll(page.<List<String>>path("items.externalId"));
            cursor = page.path("nextCursor");
            if (round++ < 5) {
                api.register(CustomerApi.customer("B-" + round));
            }
        } while (cursor != null);

        assertThat(seen).doesNotHaveDuplicates().startsWith(before.toArray(String[]::new));
        assertThat(seen).hasSize(45);
    }

    @ParameterizedTest
    @CsvSource({
        "limit,   0,        validation_failed",
        "limit,   501,      validation_failed",
        "cursor,  nonsense, invalid_cursor",
        "kind,    SHIP,     validation_failed",
        "country, Hungary,  validation_failed",
    })
    void badParametersAreRefused(String parameter, String value, String code) {
        api.request()
                .queryParam(parameter, value)
                .get("/v1/customers")
                .then()
                .statusCode(400)
                .body("code", equalTo(code));
    }

    private List<String> externalIds(Map<String, String> parameters) {
        var response = api.request().queryParams(parameters).get("/v1/customers");
        response.then().statusCode(200);
        return response.path("items.externalId");
    }
}
