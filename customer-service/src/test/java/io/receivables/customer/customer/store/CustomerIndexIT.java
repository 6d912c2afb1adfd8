package io.receivables.customer.customer.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.customer.Database;
import io.receivables.customer.customer.model.CustomerKind;
import io.receivables.customer.customer.model.SearchTerms;
import io.receivables.testkit.ReceivablesTestResource;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The statements of the list as the application runs them, under row level security, on a table that is not small. */
@QuarkusTest
@QuarkusTestResource(
        value = ReceivablesTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "customer"))
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CustomerIndexIT {
    private static final int ROWS = 60_000;
    private static final String TENANT = "t-large";

    private static final String FILL_CUSTOMERS =
            """
            insert into customers (tenant_id, id, external_id, kind, name, language, time_zone, currency, region,
                                   payment_terms_kind, payment_terms_days, preferred_channel, street, city, postal_code,
                                   country_code, contacts, ibans, version, sequence, created_at, changed_at)
            select '%s', gen_random_uuid(), 'X-' || i, case when i %% 20 = 0 then 'PERSON' else 'COMPANY' end,
                   'Name' || i || ' Trade' || i %% 1000, 'en', 'Europe/Zagreb', 'EUR', 'Region ' || i %% 50, 'NET', 30,
                   'LETTER', 'Street', 'City', '1000', (array['HU', 'HR', 'RO', 'DK', 'DE'])[1 + i %% 5], '[]', '{}',
                   1, 1, now(), now()
              from generate_series(1, %d) as i""";
    private static final String FILL_TERMS =
            """
            insert into customer_search_terms (tenant_id, term, customer_id)
            select c.tenant_id, t.term, c.id from customers c,
                   lateral (values (lower(split_part(c.name, ' ', 1))), (lower(split_part(c.name, ' ', 2))),
                                   (lower(c.external_id))) as t (term)
             where c.tenant_id = '%s'""";

    @BeforeAll
    void fillTheTable() throws SQLException {
        try (var connection = Database.open(TENANT);
                var statement = connection.createStatement()) {
            statement.execute(FILL_CUSTOMERS.formatted(TENANT, ROWS));
            statement.execute(FILL_TERMS.formatted(TENANT));
            connection.commit();
        }
        var config = ConfigProvider.getConfig();
        try (var connection = DriverManager.getConnection(
                        config.getValue("quarkus.datasource.jdbc.url", String.class),
                        config.getValue("quarkus.flyway.username", String.class),
                        config.getValue("quarkus.flyway.password", String.class));
                var statement = connection.createStatement()) {
            statement.execute("analyze customers");
            statement.execute("analyze customer_search_terms");
        }
    }

    @Test
    void theTableIsLarge() {
        assertThat(Database.number(TENANT, "select count(*) from customers")).isEqualTo(ROWS);
    }

    @Test
    void aPageOfEverythingIsARangeOfThePrimaryKey() throws SQLException {
        assertThat(plan(filter(List.of(), null, null, null), Optional.empty())).contains("customers_pkey");
        assertThat(plan(filter(List.of(), null, null, null), Optional.of(UUID.randomUUID())))
                .containsPattern("Index Cond: .*id > ");
    }

    @Test
    void aSearchReadsTheTermsByTheirIndex() throws SQLException {
        for (var query : List.of("trade77", "x-4711", "name12 trade")) {
            assertThat(plan(filter(SearchTerms.ofQuery(query), null, null, null), Optional.empty()))
                    .as(query)
                    .containsPattern("customer_search_terms_pkey")
                    .containsPattern("Index Cond: .*term >= .*term < ")
                    .containsPattern("Index Cond: .*id = ANY");
        }
    }

    @Test
    void filtersReadTheirOwnIndexInTheOrderOfThePage() throws SQLException {
        var somewhere = Optional.of(new UUID(0x8000000000000000L, 0));
        assertThat(plan(filter(List.of(), "HU", null, null), somewhere)).doesNotContain("Sort");
        assertThat(plan(filter(List.of(), null, "Region 7", null), somewhere))
                .contains("customers_region")
                .doesNotContain("Sort");
        assertThat(plan(filter(List.of(), null, null, CustomerKind.PERSON), somewhere))
                .contains("customers_kind")
                .doesNotContain("Sort");
    }

    private static CustomerFilter filter(List<String> prefixes, String country, String region, CustomerKind kind) {
        return new CustomerFilter(
                prefixes, Optional.ofNullable(country), Optional.ofNullable(region), Optional.ofNullable(kind));
    }

    /** The plan of a page; whatever it is, it must not read the whole table. */
    private static String plan(CustomerFilter filter, Optional<UUID> after) throws SQLException {
        var statement = CustomerQueries.statement(TENANT, filter, after, 51);
        var sql = statement.sql();
        for (int i = statement.parameters().size(); i >= 1; i--) {
            sql = sql.replace("$" + i, literal(statement.parameters().get(i - 1)));
        }
        try (var connection = Database.open(TENANT)) {
            var plan = String.join("\n", Database.texts(connection, "explain analyze " + sql));
            assertThat(plan).doesNotContain("Seq Scan");
            return plan;
        }
    }

    private static String literal(Object parameter) {
        return parameter instanceof Integer ? parameter.toString() : "'" + parameter + "'";
    }
}
