package io.receivables.reporting.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.reporting.support.Business;
import io.receivables.reporting.support.ReportingTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The totals of a customer follow every change of its items and its cash; those of the tenant are tested beside them. */
@QuarkusTest
class KeptTotalsIT extends ReportingTest {
    private static final List<String> MIGRATIONS =
            List.of("V0004__keep_totals.sql", "V0005__keep_totals_of_customers.sql");
    private static final Pattern FILLING = Pattern.compile("insert into \\w+_totals [^;]*;");
    private static final List<String> TABLES =
            List.of("owed_totals", "cash_totals", "customer_owed_totals", "customer_cash_totals");

    @Test
    void whatACustomerOwesIsThereByDueDateAsLongAsItIsOpen() {
        var business = new Business();
        var ana = business.customer("Ana");
        var bela = business.customer("Béla");
        var first = business.issue(ana, "EUR", "100.00", "2026-01-01", "2026-01-31");
        business.issue(ana, "EUR", "20.00", "2026-01-02", "2026-01-31");
        business.issue(ana, "EUR", "30.00", "2026-01-03", "2026-02-28");
        business.issue(bela, "EUR", "7.00", "2026-01-03", "2026-01-31");
        goOn(business);
        assertThat(owedBy(ana)).containsExactly("2026-01-31 120.0000 2", "2026-02-28 30.0000 1");

        var paid = business.receive(Optional.of(ana), "EUR", "100.00", "2026-01-10");
        business.allocate(paid, first, "100.00", "2026-01-10");
        goOn(business);
        assertThat(owedBy(ana)).containsExactly("2026-01-31 20.0000 1", "2026-02-28 30.0000 1");

        business.reverse(paid, "2026-01-12");
        business.creditFully(first, "2026-01-13");
        goOn(business);
        assertThat(owedBy(ana)).containsExactly("2026-01-31 20.0000 1", "2026-02-28 30.0000 1");
        assertThat(owedBy(bela)).containsExactly("2026-01-31 7.0000 1");
        assertThat(totalsThatDiffer(tenant)).isEmpty();
    }

    @Test
    void cashIsACustomersFromWhenItsPayerIsKnownUntilItIsAppliedOrTakenBack() {
        var business = new Business();
        var ana = business.customer("Ana");
        var invoice = business.issue(ana, "EUR", "60.00", "2026-01-01", "2026-01-31");
        var unknown = business.receive(Optional.empty(), "EUR", "70.00", "2026-01-05");
        goOn(business);
        assertThat(cashOf(ana)).isEmpty();

        var allocation = business.allocate(unknown, invoice, "60.00", "2026-01-06");
        goOn(business);
        assertThat(cashOf(ana)).containsExactly("10.0000 1");

        business.deallocate(unknown, allocation, "40.00", "2026-01-07");
        business.receive(Optional.of(ana), "EUR", "5.00", "2026-01-08");
        goOn(business);
        assertThat(cashOf(ana)).containsExactly("55.0000 2");

        business.reverse(unknown, "2026-01-09");
        goOn(business);
        assertThat(cashOf(ana)).containsExactly("5.0000 1");
        assertThat(totalsThatDiffer(tenant)).isEmpty();
    }

    @Test
    void rowsOfTheVersionBeforeGetTheSameTotals() throws IOException {
        play(EventOrderIT.year());
        var kept = TABLES.stream().map(this::rowsOf).toList();
        TABLES.forEach(table -> rows(tenant, "delete from " + table));

        for (var migration : MIGRATIONS) {
            try (var sql = getClass().getResourceAsStream("/db/migration/" + migration)) {
                FILLING.matcher(new String(sql.readAllBytes(), StandardCharsets.UTF_8))
                        .results()
                        .forEach(filling -> rows(tenant, filling.group()));
            }
        }

        assertThat(kept).doesNotContain(List.of());
        assertThat(TABLES.stream().map(this::rowsOf).toList()).isEqualTo(kept);
    }

    /** Publishes what the business did since the last time. */
    private void goOn(Business business) {
        long before =
                (long) rows(tenant, "select count(*) as n from inbox").get(0).get("n");
        play(tenant, business.drain(), before);
    }

    private List<String> owedBy(UUID customer) {
        return texts(
                "select due_date || ' ' || amount || ' ' || items as text from customer_owed_totals"
                        + " where customer_id = ? order by due_date",
                customer);
    }

    private List<String> cashOf(UUID customer) {
        return texts(
                "select amount || ' ' || payments as text from customer_cash_totals where customer_id = ?", customer);
    }

    private List<String> texts(String sql, Object... parameters) {
        return rows(tenant, sql, parameters).stream()
                .map(row -> (String) row.get("text"))
                .toList();
    }

    private List<String> rowsOf(String table) {
        return texts("select t::text as text from " + table + " t order by 1");
    }
}
