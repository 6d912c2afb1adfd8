package io.receivables.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With 100,000 open items of one tenant, every hot query still reaches its rows by an index. */
@QuarkusTest
class QueryPlansIT extends PaymentIntegrationTest {
    private static final int ITEMS = 100_000;

    private static final String FILL =
            """
            insert into open_items (tenant_id, invoice_id, invoice_number, number_key, reference_key, customer_id, currency,
                                    issue_date, due_date, original_amount, version)
            select current_setting('app.tenant'), gen_random_uuid(), 'HU-' || i, 'HU' || i, 'RF00HU' || i,
                   ('00000000-0000-7000-8000-' || lpad((i %% 2000)::text, 12, '0'))::uuid, 'EUR',
                   date '2026-01-01' + i %% 365, date '2026-01-31' + i %% 365, 100, 1
              from generate_series(1, %d) i"""
                    .formatted(ITEMS);

    private static final String LOCK =
            """
            select o.* from open_items o
             where o.tenant_id = '%1$s' and o.invoice_id in (
                   select invoice_id from open_items where tenant_id = '%1$s' and number_key = any('{HU77,HU78,X1}')
                   union
                   select invoice_id from open_items where tenant_id = '%1$s' and reference_key = any('{HU77,RF00HU90}')
                   union
                   select invoice_id from open_items
                    where tenant_id = '%1$s' and customer_id = any('{00000000-0000-7000-8000-000000000007}')
                      and currency = any('{EUR}') and open_amount > 0
                   union
                   select invoice_id from open_items where tenant_id = '%1$s' and invoice_id = any('{}'))
             order by o.invoice_id for update of o""";

    @Test
    void findingWhatAPaymentCouldSettleReadsNoTableFromEndToEnd() throws SQLException {
        try (var connection = Database.open(world.tenant());
                var statement = connection.createStatement()) {
            statement.execute(FILL);
            for (var query : List.of(
                    LOCK.formatted(world.tenant()),
                    "select * from open_items o where o.tenant_id = '%s' order by o.due_date, o.invoice_id limit 51"
                            .formatted(world.tenant()),
                    "select * from open_items o where o.tenant_id = '%s' and o.status = 'SETTLED' order by o.due_date, o.invoice_id limit 51"
                            .formatted(world.tenant()),
                    "select * from open_items o where o.tenant_id = '%s' and o.customer_id = '00000000-0000-7000-8000-000000000007' order by o.due_date, o.invoice_id limit 51"
                            .formatted(world.tenant()),
                    "select payment_id from awaited_references where tenant_id = '%s' and reference_key = any('{HU77}')"
                            .formatted(world.tenant()))) {
                var plan = new ArrayList<String>();
                try (var rows = statement.executeQuery("explain (analyze, buffers) " + query)) {
                    while (rows.next()) {
                        plan.add(rows.getString(1));
                    }
                }
                var text = String.join("\n", plan);
                assertThat(text).doesNotContain("Seq Scan on open_items").contains("Index");
                assertThat(milliseconds(plan)).as(text).isLessThan(250);
            }
            connection.rollback();
        }
    }

    private static long milliseconds(List<String> plan) {
        return plan.stream()
                .filter(line -> line.startsWith("Execution Time"))
                .map(line -> line.replaceAll("[^0-9.]", ""))
                .mapToLong(ms -> (long) Math.ceil(Double.parseDouble(ms)))
                .findFirst()
                .orElseThrow();
    }
}
