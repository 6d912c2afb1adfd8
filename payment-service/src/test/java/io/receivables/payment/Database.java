package io.receivables.payment;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/** Looks into the service's database as the application's own role, so that row level security applies to the test too. */
public final class Database {
    /** What the events add up to as of each of their days: nothing owed, nothing unapplied is below zero on any of them. */
    private static final String BELOW_ZERO_AS_OF =
            """
            with states as (
                select aggregate_id, type, sequence, convert_from(payload, 'UTF8')::jsonb as event from outbox
                 where topic in ('receivables.payment.open-items', 'receivables.payment.payments')),
            changes as (
                select aggregate_id, coalesce(event->>'effectiveDate', event->>'bookingDate')::date as day,
                       amount - lag(amount, 1, 0) over (partition by aggregate_id order by sequence) as change
                  from states
                 cross join lateral (select (case type
                       when 'OpenItemChanged.v1' then event->>'openAmount'
                       when 'PaymentReceived.v1' then event->>'amount'
                       when 'PaymentReversed.v1' then '0'
                       else event->>'unapplied' end)::numeric as amount) a),
            days as (
                select aggregate_id, day, sum(sum(change)) over (partition by aggregate_id order by day) as amount
                  from changes group by aggregate_id, day)
            select aggregate_id || ' has ' || amount || ' as of ' || day from days where amount < 0""";

    private Database() {}

    /** A connection whose transaction sees one tenant; {@code *} sees all. */
    public static Connection open(String tenant) throws SQLException {
        var connection = DriverManager.getConnection(
                setting("quarkus.datasource.jdbc.url"),
                setting("quarkus.datasource.username"),
                setting("quarkus.datasource.password"));
        connection.setAutoCommit(false);
        try (var statement = connection.prepareStatement("select set_config('app.tenant', ?, true)")) {
            statement.setString(1, tenant);
            statement.execute();
        }
        return connection;
    }

    /** First column of every row a query of one tenant gives. */
    public static List<String> texts(String tenant, String sql) {
        try (var connection = open(tenant);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static long number(String tenant, String sql) {
        return Long.parseLong(texts(tenant, sql).get(0));
    }

    /** What a refusal must not change: rows and sums of everything about money. */
    public static List<Long> state(String tenant) {
        return List.of(
                number(tenant, "select count(*) from payments"),
                number(tenant, "select count(*) from allocations"),
                number(tenant, "select coalesce(sum(version), 0) from open_items"),
                number(tenant, "select coalesce(sum(version), 0) from payments"),
                number(tenant, "select count(*) from statements"),
                number(tenant, "select count(*) from bank_transactions"),
                number(tenant, "select count(*) from statement_imports"),
                number(tenant, "select count(*) from outbox"),
                number(tenant, "select count(*) from audit_entries"));
    }

    /** Rows that break an invariant of the ledger (I1); always empty. */
    public static List<String> broken(String tenant) {
        var broken = new ArrayList<String>();
        broken.addAll(
                texts(
                        tenant,
                        """
                select 'payment ' || p.payment_id from payments p
                 where p.amount <> p.unapplied_amount + p.reversed_amount
                     + coalesce((select sum(a.amount - a.released_amount) from allocations a
                                  where a.tenant_id = p.tenant_id and a.payment_id = p.payment_id), 0)"""));
        broken.addAll(
                texts(
                        tenant,
                        """
                select 'invoice ' || o.invoice_id from open_items o
                 where o.allocated_amount <> coalesce((select sum(a.amount - a.released_amount) from allocations a
                                                        where a.tenant_id = o.tenant_id and a.invoice_id = o.invoice_id), 0)
                    or o.open_amount < 0"""));
        broken.addAll(
                texts(
                        tenant,
                        """
                select 'events of ' || aggregate_id || ' on ' || topic from outbox
                 group by topic, aggregate_id having count(*) <> max(sequence) or min(sequence) <> 1"""));
        broken.addAll(
                texts(
                        tenant,
                        """
                select 'versions of ' || o.invoice_id from open_items o
                 where o.version <> (select max(sequence) from outbox e
                                      where e.topic = 'receivables.payment.open-items' and e.aggregate_id = o.invoice_id)"""));
        broken.addAll(texts(tenant, BELOW_ZERO_AS_OF));
        return broken;
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}
