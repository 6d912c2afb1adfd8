package io.receivables.torture.access;

import io.receivables.local.system.TenantTables;
import io.receivables.testkit.ServiceDatabase;
import io.receivables.torture.Finding;
import io.receivables.torture.api.Databases;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks below the code's own tenant filter: in every table of a service, a session of the application's role sees and changes nothing of a
 * tenant that it has not named.
 */
final class RowSecurity {

    private static final String REFUSED = "42501";
    private static final String WEAK_ROLE =
            """
            select rolname || ' may bypass row security' from pg_roles
             where rolname = current_user and (rolsuper or rolbypassrls)
            union all
            select current_user || ' belongs to ' || r.rolname from pg_auth_members m join pg_roles r on r.oid = m.roleid
             where m.member = (select oid from pg_roles where rolname = current_user)
            union all
            select current_user || ' owns ' || c.relname from pg_class c
             where c.relowner = (select oid from pg_roles where rolname = current_user) and c.relpersistence <> 't'""";
    /** No tenant column, no forced security, a policy for more than the tenant's rows and everybody's ({@code *}), a way around. */
    private static final String WEAK_TABLES =
            """
            with things as (
                select c.oid, format('%I.%I', n.nspname, c.relname) as name, c.relkind, c.relrowsecurity, c.relforcerowsecurity,
                       c.reloptions
                  from pg_class c join pg_namespace n on n.oid = c.relnamespace
                 where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname not in ('pg_catalog', 'information_schema')
                   and n.nspname !~ '^pg_(toast|temp)' and c.relname <> 'flyway_schema_history')
            select name || ' has no column tenant_id' from things
             where relkind in ('r', 'p') and not exists (select 1 from pg_attribute a where a.attrelid = things.oid
                                                            and a.attname = 'tenant_id' and a.attnotnull and not a.attisdropped)
            union all
            select name || ' has no forced row level security' from things
             where relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)
            union all
            select name || ' has no tenant policy for every command' from things
             where relkind in ('r', 'p') and not exists (select 1 from pg_policy p where p.polrelid = things.oid
                                                            and p.polname = 'tenant_isolation' and p.polcmd = '*')
            union all
            select name || ' has a policy that shows more than what is everybody''s: ' || p.polname
              from things join pg_policy p on p.polrelid = things.oid
             where p.polname <> 'tenant_isolation'
               and (p.polcmd <> 'r' or pg_get_expr(p.polqual, p.polrelid) <> '(tenant_id = ''*''::text)')
            union all
            select name || ' is a materialized or foreign table' from things where relkind in ('m', 'f')
            union all
            select name || ' is a view that reads as its owner' from things
             where relkind = 'v' and not coalesce('security_invoker=true' = any (reloptions), false)
            union all
            select p.proname || ' is a function that runs as its owner' from pg_proc p
              join pg_namespace n on n.oid = p.pronamespace
             where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')
               -- takes nothing, tells nothing of a row, and cannot be led astray by what others put in front of the catalog
               and not (p.proname = 'analyze_young_table' and p.pronargs = 0 and p.prorettype = 'boolean'::regtype
                        and 'search_path=pg_catalog, pg_temp' = any (p.proconfig))""";

    private final ServiceDatabase database;
    private final List<Finding> breaks = new ArrayList<>();
    private long done;
    private int withRows;

    RowSecurity(ServiceDatabase database) {
        this.database = database;
    }

    long done() {
        return done;
    }

    List<Finding> breaks() {
        return breaks;
    }

    /** The number of tables in which the tenant has rows, so that seeing none as somebody else says something. */
    int withRows() {
        return withRows;
    }

    /** Tries every table as the other tenant and as nobody. */
    RowSecurity check(String tenant, String other) throws SQLException {
        try (Connection connection = database.connectAsApp()) {
            for (String query : List.of(WEAK_ROLE, WEAK_TABLES)) {
                Databases.texts(connection, query).forEach(this::broken);
            }
            for (String table : TenantTables.of(connection)) {
                withRows += seenByOwner(connection, table, tenant) ? 1 : 0;
                for (String named : List.of(other, "")) {
                    tryTable(connection, table, tenant, named);
                }
            }
        }
        return this;
    }

    private static boolean seenByOwner(Connection connection, String table, String tenant) throws SQLException {
        Databases.nameTenant(connection, tenant);
        return Databases.texts(connection, "select 1 from " + table + " where tenant_id = '" + tenant + "' limit 1")
                        .size()
                == 1;
    }

    private void tryTable(Connection connection, String table, String tenant, String named) throws SQLException {
        Databases.nameTenant(connection, named);
        String visible = named.isEmpty() ? " where tenant_id <> '*'" : " where tenant_id = '" + tenant + "'";
        String seen = Databases.texts(connection, "select count(*) from " + table + visible)
                .get(0);
        done++;
        if (!seen.equals("0")) {
            broken(table + " shows " + seen + " rows to " + who(named));
        }
        String of = " where tenant_id = '" + tenant + "'";
        change(connection, table, named, "update " + table + " set tenant_id = tenant_id" + of);
        change(connection, table, named, "delete from " + table + of);
        change(connection, table, named, "insert into " + table + " (tenant_id) values ('" + tenant + "')");
    }

    /** Every statement is rolled back, so that a break does no damage. */
    private void change(Connection connection, String table, String named, String sql) throws SQLException {
        connection.setAutoCommit(false);
        done++;
        try (Statement statement = connection.createStatement()) {
            int rows = statement.executeUpdate(sql);
            if (rows > 0) {
                broken(who(named) + " could: " + sql);
            }
        } catch (SQLException e) {
            if (!REFUSED.equals(e.getSQLState())) {
                broken(who(named) + " was stopped by something else than row security: " + sql + ": " + e.getMessage());
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static String who(String named) {
        return named.isEmpty() ? "a session that named no tenant" : "a session of another tenant";
    }

    private void broken(String detail) {
        breaks.add(Finding.of("database " + database.service(), detail));
    }
}
