package io.receivables.torture.statements;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.system.ServiceName;
import io.receivables.local.system.ServiceTables;
import io.receivables.torture.Finding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the tables of payment-service hold of a tenant, against what the answers said. */
final class Tables {

    private static final List<String> OF_IMPORTS = List.of(
            "statement_imports",
            "statements",
            "bank_transactions",
            "payments",
            "allocations",
            "awaited_references",
            "audit_entries");

    private static final String STATEMENT =
            """
            select s.entry_count, s.duplicate_count, s.credit_total, s.debit_total, s.payment_count,
                   count(t.transaction_id) as entries,
                   coalesce(sum(t.amount) filter (where t.booked and t.currency = s.currency
                                                    and t.direction = 'CREDIT'), 0) as credits,
                   coalesce(sum(t.amount) filter (where t.booked and t.currency = s.currency
                                                    and t.direction = 'DEBIT'), 0) as debits,
                   (select count(*) from payments p
                     where p.tenant_id = s.tenant_id and p.statement_id = s.statement_id) as payments,
                   coalesce(sum(t.amount) filter (where t.outcome = 'PAYMENT'), 0) as incoming,
                   (select coalesce(sum(p.amount), 0) from payments p
                     where p.tenant_id = s.tenant_id and p.statement_id = s.statement_id) as received
              from statements s
              left join bank_transactions t on t.tenant_id = s.tenant_id and t.statement_id = s.statement_id
             where s.tenant_id = ? and s.statement_id = cast(? as uuid)
             group by s.tenant_id, s.statement_id""";

    private final ServiceTables books;
    private final String tenant;

    Tables(ServiceTables books, String tenant) {
        this.books = books;
        this.tenant = tenant;
    }

    long count(String table) {
        return books.number(ServiceName.PAYMENT, "select count(*) from " + table + " where tenant_id = ?", tenant);
    }

    /** Everything an import writes, as one text. The seal of what was written before comes by itself, whatever is sent. */
    String fingerprint() {
        StringBuilder all = new StringBuilder("outbox: "
                + books.number(
                        ServiceName.PAYMENT,
                        "select count(*) from outbox where tenant_id = ? and type not like 'AuditSealed%'",
                        tenant));
        for (String table : OF_IMPORTS) {
            String sql =
                    "select count(*) || ' rows ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '-')"
                            + " as hash from " + table + " t where tenant_id = ?";
            all.append("; ").append(table).append(": ");
            all.append(books.rows(ServiceName.PAYMENT, sql, tenant).get(0).get("hash"));
        }
        return all.toString();
    }

    /** Whether a line of a report says what the tables say. */
    List<Finding> compare(JsonNode line) {
        String id = line.path("statementId").asText();
        List<Map<String, String>> rows = books.rows(ServiceName.PAYMENT, STATEMENT, tenant, id);
        if (rows.size() != 1) {
            return List.of(Finding.of("statement " + id, "was reported and is not there"));
        }
        Map<String, String> row = rows.get(0);
        List<Finding> findings = new ArrayList<>();
        long duplicates = line.path("duplicateCount").asLong();
        same(findings, id, row, "entry_count", line.path("entryCount"));
        same(findings, id, row, "payment_count", line.path("paymentCount"));
        same(findings, id, row, "credit_total", line.path("creditTotal"));
        same(findings, id, row, "debit_total", line.path("debitTotal"));
        same(findings, id, row, "payments", line.path("paymentCount"));
        boolean entries = number(row, "entries").longValueExact()
                == line.path("entryCount").asLong() - duplicates;
        boolean sums = duplicates > 0
                || number(row, "credits").compareTo(number(row, "credit_total")) == 0
                        && number(row, "debits").compareTo(number(row, "debit_total")) == 0;
        if (!entries || !sums || number(row, "incoming").compareTo(number(row, "received")) != 0) {
            findings.add(Finding.of("statement " + id, "does not add up: " + row));
        }
        return findings;
    }

    private static void same(
            List<Finding> findings, String id, Map<String, String> row, String column, JsonNode reported) {
        if (number(row, column).compareTo(new BigDecimal(reported.asText())) != 0) {
            findings.add(Finding.of(
                    "statement " + id, "reported " + reported + " where the tables have " + column + " of " + row));
        }
    }

    private static BigDecimal number(Map<String, String> row, String column) {
        return new BigDecimal(row.get(column));
    }
}
