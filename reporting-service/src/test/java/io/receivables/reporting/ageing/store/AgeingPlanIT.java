package io.receivables.reporting.ageing.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.reporting.ageing.store.AgeingSql.Basis;
import io.receivables.reporting.support.ReportingTest;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** R1 for reports: what the queries touch with 100,000 open items. Time is printed, not judged. */
@QuarkusTest
class AgeingPlanIT extends ReportingTest {
    private static final int ITEMS = 100_000;
    private static final int CUSTOMERS = 2_000;
    private static final int TIMES = 20;
    private static final int DAYS = 150;
    private static final Pattern ROWS = Pattern.compile("Scan .*actual rows=([\\d.]+) loops=(\\d+)");
    private static final Pattern BUFFERS = Pattern.compile("Buffers: shared hit=(\\d+)(?: read=(\\d+))?");

    @Test
    void aCustomerCostsTheSameHoweverMuchOthersHave() throws SQLException {
        var small = newTenant();
        fill(small, 100, 10);
        analyze();
        var customer = firstCustomer(small);
        var alone = pages(explain(small, customerPage(customer)));

        fill(tenant, ITEMS, CUSTOMERS);
        analyze();

        var crowded = explain(small, customerPage(customer));
        assertThat(crowded).doesNotContain("Seq Scan on open_item").doesNotContain("Seq Scan on payment");
        assertThat(pages(crowded)).isLessThanOrEqualTo(alone * 2 + 20);

        var large = explain(tenant, customerPage(firstCustomer(tenant)));
        assertThat(large).doesNotContainPattern("Seq Scan on (open_item|payment|customer_owed)");
        assertThat(pages(large)).as(large).isLessThan(100);

        var page = explain(tenant, page(AgeingSql.page(false, Basis.NOW), new UUID(0, 0)));
        assertThat(page).doesNotContain("Seq Scan on open_item").doesNotContain("Seq Scan on payment");
        assertThat(pages(page)).as(page).isLessThan(1_000);

        measure("total, today", "/v1/reports/ageing?limit=1&asOf=2026-06-30");
        measure("first page of 50, today", "/v1/reports/ageing?asOf=2026-06-30");
        measure("total, three months back", "/v1/reports/ageing?limit=1&asOf=2026-01-31");
        measure("one customer", "/v1/customers/" + firstCustomer(tenant) + "/balance?asOf=2026-06-30");
        var total = get("/v1/reports/ageing?limit=1&asOf=2026-06-30");
        assertThat(total.getString("totals[0].amounts.open")).isEqualTo(ITEMS + ".00");
        assertTotalsCostTheSameWithATwentiethOfTheItems();
        assertACustomerCostsTheSameWithAHundredthOfTheItems();
        assertSettledCustomersCostNothing();
        assertAPageCostsTheSameWithAHundredTimesTheCustomers();
    }

    private void assertAPageCostsTheSameWithAHundredTimesTheCustomers() throws SQLException {
        var few = newTenant();
        fill(few, ITEMS / 100, ITEMS / 100);
        receive(few);
        var many = newTenant();
        fill(many, ITEMS, ITEMS);
        receive(many);
        analyze();
        var sql = page(AgeingSql.page(false, Basis.NOW), new UUID(0, 0));
        var small = explain(few, sql);
        var large = explain(many, sql);
        assertThat(read(large)).as(large).isLessThanOrEqualTo(read(small) * 1.1);
        assertThat(pages(large)).as(large).isLessThanOrEqualTo(pages(small) * 11 / 10 + 10);
    }

    private void assertSettledCustomersCostNothing() throws SQLException {
        var owing = newTenant();
        fill(owing, 100, 10);
        analyze();
        var first = page(AgeingSql.page(false, Basis.NOW), new UUID(0, 0));
        var alone = explain(owing, first);

        rows(
                owing,
                """
                insert into customer_accounts
                select ?, md5(i::text)::uuid, 'EUR' from generate_series(1, 20000) i""",
                owing);
        analyze();

        var among = explain(owing, first);
        assertThat(read(among)).as(among).isLessThanOrEqualTo(read(alone) * 1.1);
        assertThat(pages(among)).as(among).isLessThanOrEqualTo(pages(alone) * 11 / 10 + 10);
    }

    private void assertACustomerCostsTheSameWithAHundredthOfTheItems() throws SQLException {
        var few = newTenant();
        fill(few, DAYS, 1);
        var many = newTenant();
        fill(many, 100 * DAYS, 1);
        analyze();
        for (var sql : List.of(AgeingSql.page(true, Basis.NOW), AgeingSql.totalOwed(true, Basis.NOW))) {
            var small = explain(few, page(sql, firstCustomer(few)));
            var large = explain(many, page(sql, firstCustomer(many)));
            assertThat(read(large)).as(large).isLessThanOrEqualTo(read(small) * 1.1);
            assertThat(pages(large)).as(large).isLessThanOrEqualTo(pages(small) * 11 / 10 + 10);
        }
    }

    private void assertTotalsCostTheSameWithATwentiethOfTheItems() throws SQLException {
        var twentieth = newTenant();
        fill(twentieth, ITEMS / TIMES, CUSTOMERS);
        analyze();
        for (var sql : List.of(AgeingSql.totalOwed(false, Basis.NOW), AgeingSql.totalCash(false, Basis.NOW))) {
            var few = explain(twentieth, page(sql, new UUID(0, 0)));
            var many = explain(tenant, page(sql, new UUID(0, 0)));
            assertThat(read(many)).as(many).isLessThanOrEqualTo(read(few) * 1.1);
            assertThat(pages(many)).as(many).isLessThanOrEqualTo(pages(few) * 11 / 10 + 10);
        }
    }

    private void measure(String what, String path) {
        get(path);
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            get(path);
            best = Math.min(best, System.nanoTime() - start);
        }
        System.out.printf("MEASURED ageing over %d open items, %s: %d ms%n", ITEMS, what, best / 1_000_000);
    }

    /**
     * Items of one euro on average, spread evenly over customers and due dates. Were all amounts the same, the planner would take
     * those that are not 0 for none.
     */
    private void fill(String tenant, int items, int customers) {
        rows(
                tenant,
                """
                with n as (select i, md5(? || 'i' || i)::uuid as id, md5(? || 'c' || (i % ?))::uuid as customer,
                                  date '2026-01-01' + i % ? as due, i % 4 * 0.5 + 0.25 as amount
                             from generate_series(1, ?) i),
                changes as (
                    insert into open_item_changes
                    select ?, id, 1, customer, 'EUR', due, 'ISSUED', id, due - 30, now(), amount, 0, 0, amount,
                           amount
                      from n),
                accounts as (
                    insert into customer_accounts select distinct ?, customer, 'EUR' from n),
                cash as (
                    insert into payments
                    select ?, md5('p' || id)::uuid, customer, 'CARD', 'API', 'EUR', 1, due, due, null, null, null,
                           null, null, null, 0, null, null, null, 1, due
                      from n where i % 5 = 0)
                insert into open_items
                select ?, id, 'INV-' || i, customer, 'EUR', due, amount, 0, 0, amount, 'OPEN', 1, due - 30, null
                  from n""",
                tenant,
                tenant,
                customers,
                DAYS,
                items,
                tenant,
                tenant,
                tenant,
                tenant);
        rows(
                tenant,
                """
                insert into owed_totals
                select ?, currency, due_date, total_slot(invoice_id), sum(open_amount), count(*) from open_items
                 group by 2, 3, 4""",
                tenant);
        rows(
                tenant,
                """
                insert into customer_owed_totals
                select ?, customer_id, currency, due_date, sum(open_amount), count(*) from open_items group by 2, 3, 4""",
                tenant);
    }

    /** One euro of every customer. */
    private void receive(String tenant) {
        rows(
                tenant,
                """
                insert into customer_cash_totals
                select tenant_id, customer_id, currency, 1, 1 from customer_accounts where tenant_id = ?""",
                tenant);
    }

    private UUID firstCustomer(String tenant) {
        return (UUID)
                rows(tenant, "select customer_id from customer_accounts where tenant_id = ? order by 1 limit 1", tenant)
                        .get(0)
                        .get("customer_id");
    }

    private static String customerPage(UUID customer) {
        return page(AgeingSql.page(true, Basis.NOW), customer);
    }

    /** The query as it runs, with its parameters written in. */
    private static String page(String sql, UUID position) {
        return sql.replace("$1", "current_setting('app.tenant')")
                .replace("$2", "date '2026-06-30'")
                .replace("$3", "null")
                .replace("$4", "'" + position + "'::uuid")
                .replace("$5", "''")
                .replace("$6", "51");
    }

    private String explain(String tenant, String sql) {
        return rows(tenant, "explain (analyze, buffers, costs off, timing off) " + sql).stream()
                .map(row -> row.get("QUERY PLAN").toString())
                .collect(Collectors.joining("\n"));
    }

    /** Rows that a plan reads from tables and indexes. */
    private static double read(String plan) {
        return ROWS.matcher(plan)
                .results()
                .mapToDouble(node -> Double.parseDouble(node.group(1)) * Long.parseLong(node.group(2)))
                .sum();
    }

    private static long pages(String plan) {
        var matcher = BUFFERS.matcher(plan);
        assertThat(matcher.find()).as(plan).isTrue();
        return Long.parseLong(matcher.group(1)) + (matcher.group(2) == null ? 0 : Long.parseLong(matcher.group(2)));
    }

    private void analyze() throws SQLException {
        try (var connection = connectAsOwner();
                var statement = connection.createStatement()) {
            for (var table : List.of(
                    "open_items",
                    "open_item_changes",
                    "customer_accounts",
                    "payments",
                    "owed_totals",
                    "customer_owed_totals",
                    "customer_cash_totals")) {
                statement.execute("vacuum analyze " + table);
            }
        }
    }
}
