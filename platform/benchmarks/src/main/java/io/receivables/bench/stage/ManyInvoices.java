package io.receivables.bench.stage;

import io.receivables.bench.Workbench;
import io.receivables.local.LocalFailure;
import io.receivables.local.system.ServiceName;
import io.receivables.local.system.ServiceTables;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Open invoices by the hundred thousand: a few are issued, and what each service keeps of them is copied again and again, with other ids, numbers
 * and references, the same ones wherever they occur. To the services a copy is an invoice like any other.
 */
public final class ManyInvoices {
    private static final int ISSUED = 100;

    /** Tables that keep something of an invoice, and the column with its id. */
    private static final String TABLES =
            """
            select c.relname as name, quote_ident(k.attname) as key
              from pg_class c
              join pg_attribute k on k.attrelid = c.oid and k.attnum > 0 and not k.attisdropped
             where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
               and (k.attname = 'invoice_id' or c.relname = 'invoices' and k.attname = 'id'
                    or c.relname = 'inbox_positions' and k.attname = 'aggregate_id')""";

    /** Columns and their values in copy n; sellers stay as they are, and the customers take turns. */
    private static final String COLUMNS =
            """
            select quote_ident(a.attname) as name,
                   case
                     when a.atttypid = 'uuid'::regtype and a.attname not in ('customer_id', 'seller_id')
                       then 'md5(' || quote_ident(a.attname) || '::text || n)::uuid'
                     when a.attname = 'customer_id'
                       then 'turns.debtor'
                     when a.attname in ('number', 'invoice_number', 'number_key') then quote_ident(a.attname) || ' || ''X'' || n'
                     when a.attname in ('payment_reference', 'reference_key')
                       then 'pg_temp.creditor_reference(substr(' || quote_ident(a.attname) || ', 5) || ''X'' || n)'
                     else quote_ident(a.attname)
                   end as value
              from pg_attribute a
             where a.attrelid = ('public.' || quote_ident(?))::regclass and a.attnum > 0 and not a.attisdropped
               and a.attgenerated = '' and a.attidentity = ''""";

    /** ISO 11649: mod 97-10 over the letters and digits. */
    private static final String CREDITOR_REFERENCE =
            """
            create function pg_temp.creditor_reference(body text) returns text language sql immutable as $$
              select 'RF' || lpad((98 - string_agg(case when c >= 'A' then (ascii(c) - 55)::text else c end, '' order by n)::numeric
                                        % 97)::text, 2, '0') || body
                from regexp_split_to_table(body || 'RF00', '') with ordinality as letters (c, n)
            $$""";

    private static final String TURNS =
            """
            create temporary table turns as
            select n - 1 as turn, debtor from unnest(?::uuid[]) with ordinality as c (debtor, n)""";

    private static final String FOUND =
            """
            select o.invoice_number, o.reference_key, o.open_amount, min(i.iban) as iban
              from open_items o left join customer_ibans i on i.tenant_id = o.tenant_id and i.customer_id = o.customer_id
             where o.tenant_id = ? and o.open_amount > 0 and o.version = 1 and split_part(o.invoice_number, 'X', 1) = any (?)
             group by o.tenant_id, o.invoice_id limit ?""";

    /** An invoice as its debtor sees it. */
    public record Owed(String number, String reference, BigDecimal amount, Optional<String> iban) {}

    private ManyInvoices() {}

    /** So many invoices that nobody has paid anything of. */
    public static List<Owed> issue(Workbench bench, int wanted) {
        List<String> numbers = new ArrayList<>();
        List<UUID> originals = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(wanted);
        for (int i = 0; i < ISSUED; i++) {
            var issued = bench.stage()
                    .api()
                    .invoicing()
                    .send("POST", "/v1/invoices?issue=true", "application/json", invoice(bench, random), key())
                    .expect(201)
                    .json();
            numbers.add(issued.path("number").asText());
            originals.add(UUID.fromString(issued.path("invoiceId").asText()));
        }
        bench.drain();
        long begin = System.nanoTime();
        for (ServiceName service : ServiceName.values()) {
            copy(bench, service, originals, wanted / ISSUED);
        }
        bench.progress()
                .say("  %d invoices are there after %.1f s".formatted(wanted, (System.nanoTime() - begin) / 1e9));
        return found(bench, numbers, wanted);
    }

    private static byte[] invoice(Workbench bench, SplittableRandom random) {
        Stage stage = bench.stage();
        return Invoices.json(stage.anySeller(random), stage.anyCustomer(random), random)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, String> key() {
        return Map.of("Idempotency-Key", UUID.randomUUID().toString());
    }

    private static List<Owed> found(Workbench bench, List<String> numbers, int wanted) {
        return new ServiceTables(bench.system())
                        .rows(
                                ServiceName.PAYMENT,
                                FOUND,
                                bench.stage().tenant(),
                                numbers.toArray(String[]::new),
                                wanted)
                        .stream()
                        .map(row -> new Owed(
                                row.get("invoice_number"),
                                row.get("reference_key"),
                                new BigDecimal(row.get("open_amount")).setScale(2),
                                Optional.ofNullable(row.get("iban"))))
                        .toList();
    }

    private static void copy(Workbench bench, ServiceName service, List<UUID> originals, int times) {
        try (Connection connection = bench.system().database(service).connectAsSuperUser();
                Statement session = connection.createStatement()) {
            // Neither foreign keys nor triggers: what they ask for is copied too.
            session.execute("set session_replication_role = replica");
            session.execute(CREDITOR_REFERENCE);
            takeTurns(connection, bench.stage().customers());
            for (Map.Entry<String, String> table : pairs(connection, TABLES).entrySet()) {
                copy(connection, bench.stage(), table.getKey(), table.getValue(), originals, times);
                session.execute("analyze " + table.getKey());
            }
        } catch (SQLException e) {
            throw new LocalFailure(service.id() + ": " + e.getMessage(), e);
        }
    }

    private static void takeTurns(Connection connection, List<String> customers) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TURNS)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid", customers.stream().map(UUID::fromString).toArray()));
            statement.execute();
        }
    }

    private static void copy(
            Connection connection, Stage stage, String table, String key, List<UUID> originals, int times)
            throws SQLException {
        Map<String, String> columns = pairs(connection, COLUMNS, table);
        String insert = "insert into " + table + " (" + String.join(", ", columns.keySet()) + ") select "
                + String.join(", ", columns.values()) + " from " + table
                + " cross join generate_series(1, ?) as n join pg_temp.turns on turns.turn = (hashtext(" + key
                + "::text || n) & 2147483647) % ? where tenant_id = ? and " + key + " = any (?)";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setInt(1, times);
            statement.setInt(2, stage.customers().size());
            statement.setString(3, stage.tenant());
            statement.setArray(4, connection.createArrayOf("uuid", originals.toArray()));
            statement.executeUpdate();
        }
    }

    private static Map<String, String> pairs(Connection connection, String query, String... parameters)
            throws SQLException {
        Map<String, String> pairs = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    pairs.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return pairs;
    }
}
