package io.receivables.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.invoicing.overdue.SweepStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** On a large table every list and the sweep must use an index: 120,000 invoices of one tenant among others. */
@QuarkusTest
class QueryPlanIT extends InvoicingIT {
    private static final int INVOICES = 120_000;

    @Test
    void listsAndTheOverdueSweepReadOnlyWhatTheyNeed() throws Exception {
        var seller = seller();
        fill(seller);

        for (var query : List.of(
                "select id from invoices where tenant_id = '%s' order by tenant_id desc, id desc limit 51",
                "select id from invoices where tenant_id = '%s' and customer_id = '" + customerOf(7)
                        + "' order by tenant_id desc, id desc limit 51",
                "select id from invoices where tenant_id = '%s' and status = 'OVERDUE' order by tenant_id desc, id desc limit 51",
                "select id from invoices where tenant_id = '%s' and number = 'INV-000077' order by tenant_id desc, id desc limit 51",
                "select id from invoices where tenant_id = '%s' and external_id = 'E-77' order by tenant_id desc, id desc limit 51",
                "select id from invoices where tenant_id = '%s' and order_reference = 'O-77' order by tenant_id desc, id desc limit 51",
                "select id from invoices where tenant_id = '%s' and due_date >= '2999-01-01' and due_date <= '2999-01-02'"
                        + " order by tenant_id desc, id desc limit 51",
                SweepStatement.dueInvoices("%1$s"))) {
            var plan = String.join(
                    "\n", Database.texts(tenant, "explain (analyze, buffers) " + String.format(query, tenant)));
            // The table of parked events is empty here; with rows in it the next test wants its index.
            var scanned = plan.replace("Seq Scan on parked_events", "");
            assertThat(scanned).as(query).contains("Index").doesNotContain("Seq Scan");
            assertThat(buffers(plan)).as(plan).isLessThan(400);
        }
    }

    @Test
    void parkedEventsOfADueInvoiceAreFoundThroughTheirIndex() throws Exception {
        if (Database.number("*", "select count(*) from invoices") < INVOICES) {
            fill(seller());
        }
        Database.change(
                tenant,
                """
                insert into parked_events (id, tenant_id, consumer, topic, kafka_partition, kafka_offset, aggregate_id,
                    sequence, headers, reason, detail, recorded_at)
                select gen_random_uuid(), '%s', 'invoicing-service.open-items', 'receivables.payment.open-items', 0, n,
                       gen_random_uuid(), 2, '[]', 'GAP', 'sequence 1 is missing', now()
                  from generate_series(1, 20000) n"""
                        .formatted(tenant));
        Database.analyze();

        var plan = String.join("\n", Database.texts(tenant, "explain " + SweepStatement.dueInvoices(tenant)));

        assertThat(plan).contains("parked_events_open").doesNotContain("Seq Scan");
    }

    @Test
    void findingTenantsWithDueInvoicesCostsAProbePerTenantNotPerInvoice() throws Exception {
        if (Database.number("*", "select count(*) from invoices") < INVOICES) {
            fill(seller());
        }

        var sql = SweepStatement.tenantsWithDueInvoices();
        var plan = String.join("\n", Database.texts("*", "explain (analyze, buffers) " + sql));

        assertThat(plan).contains("invoices_awaiting_due").doesNotContain("Seq Scan on invoices");
        assertThat(buffers(plan)).as(plan).isLessThan(2_000);
    }

    private static long buffers(String plan) {
        return plan.lines()
                .filter(line -> line.contains("Buffers:"))
                .findFirst()
                .map(line -> java.util.Arrays.stream(
                                line.replaceAll(".*Buffers:", "").split("[ =]"))
                        .filter(part -> part.matches("\\d+"))
                        .mapToLong(Long::parseLong)
                        .sum())
                .orElseThrow();
    }

    private static UUID customerOf(int n) {
        return UUID.nameUUIDFromBytes(new byte[] {(byte) n});
    }

    /** Issued invoices that become due far in the future, as most open invoices do. */
    private void fill(String seller) throws SQLException {
        Database.change(
                tenant,
                """
                insert into invoices (tenant_id, id, content_hash, created_at, seller_id, customer_id, currency, external_id,
                    order_reference, allowances, charges, vat_breakdown, line_net_total, allowance_total, charge_total,
                    total_without_vat, total_vat, total_with_vat, sequence, number, payment_reference, issue_date, due_date,
                    overdue_at, issued_at, terms_kind, terms_days, seller, customer, open_amount, overdue)
                select '%s', gen_random_uuid(), '\\x00', now(), '%s',
                       case when n %% 1000 = 7 then '%s'::uuid else gen_random_uuid() end, 'EUR', 'E-' || n, 'O-' || n,
                       '[]', '[]', '[]', 100, 0, 0, 100, 27, 127, 1, 'INV-' || lpad(n::text, 6, '0'), 'RF00', current_date,
                       current_date + 30 + n %% 900, now() + interval '31 days', now(), 'NET', 30, '{}', '{}', 127,
                       n %% 5000 = 0
                  from generate_series(1, %d) n"""
                        .formatted(tenant, seller, customerOf(7), INVOICES));
        Database.analyze();
    }
}
