package io.receivables.bench.stage;

import io.receivables.bench.Workbench;
import io.receivables.local.LocalFailure;
import io.receivables.local.api.Issuing;
import io.receivables.local.demo.DemoClock;
import io.receivables.local.system.Quiet;
import io.receivables.local.system.ServiceName;
import io.receivables.local.system.ServiceTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A million dunning cases of a sandbox tenant, some of which are all due as soon as its clock is moved: copies of real ones in
 * dunning-service, which the other services know nothing of but the events.
 */
public final class ManyCases {
    private static final String TENANT = "sweep";
    private static final Instant CLOCK = Instant.parse("2025-03-03T09:00:00Z");
    /** The built-in policy sends its notice three days before the due date, which waits for nobody else. */
    private static final LocalDate DUE = LocalDate.parse("2025-04-03");

    private static final Instant MOVED = DUE.minusDays(2).atTime(12, 0).toInstant(ZoneOffset.UTC);
    private static final int LATER_DAYS = 60;
    private static final int ORIGINALS = 10;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private static final String COPY =
            """
            insert into cases (tenant_id, id, invoice_id, invoice_number, customer_id, customer_name, language, time_zone,
                issue_date, due_date, due_at, currency, total, payment_reference, seller_name, seller_iban, policy_version,
                state, open_amount, credited_amount, open_item_version, credited_in_full, level, in_delivery, overdue,
                next_action, next_level, next_action_on, next_action_at, opened_at, changed_at)
            select tenant_id, uuidv7(), uuidv7(), invoice_number || 'X' || n, customer_id, customer_name,
                language, time_zone, issue_date, due_date, due_at, currency, total, payment_reference, seller_name,
                seller_iban, policy_version, state, open_amount, credited_amount, open_item_version, credited_in_full, level,
                in_delivery, overdue, next_action, next_level, next_action_on, next_action_at, opened_at, changed_at
              from cases, generate_series(1, ?) as n where tenant_id = ? and due_date = ?""";

    /** Asked often, so that it must be a probe of the index. */
    private static final String LEFT =
            """
            select exists (select from cases where tenant_id = ? and sendable and next_action_at <= ?::timestamptz)::int""";

    private static final String REMINDERS = "select count(*) from reminders where tenant_id = ?";

    private static final String CALL_OFF =
            "update reminders set state = 'CANCELLED' where tenant_id = ? and state in ('PLANNED', 'RETRY')";

    private final Workbench bench;
    private final Stage stage;
    private final ServiceTables tables;

    private ManyCases(Workbench bench, Stage stage) {
        this.bench = bench;
        this.stage = stage;
        this.tables = new ServiceTables(bench.system());
    }

    /** So many cases of which so many become due. */
    public static ManyCases open(Workbench bench, int cases, int due) {
        ManyCases many = new ManyCases(bench, Stage.sandbox(bench.system(), bench.progress(), TENANT, CLOCK));
        for (int i = 0; i < ORIGINALS; i++) {
            many.issue(i, DUE);
            many.issue(i, DUE.plusDays(LATER_DAYS));
        }
        if (!new Quiet(bench.system()).await(LIMIT)) {
            throw new LocalFailure("The invoices did not reach dunning-service");
        }
        long begin = System.nanoTime();
        many.copy(DUE, due / ORIGINALS - 1);
        many.copy(DUE.plusDays(LATER_DAYS), (cases - due) / ORIGINALS - 1);
        bench.progress().say("  %d cases are there after %.1f s".formatted(cases, (System.nanoTime() - begin) / 1e9));
        return many;
    }

    private void issue(int number, LocalDate due) {
        Map<String, Object> line = Map.of(
                "description", "Goods",
                "quantity", "1",
                "unitCode", "C62",
                "unitPrice", "100.00",
                "vatCategory", "S",
                "vatRate", "27");
        Map<String, Object> invoice = Map.of(
                "sellerId", stage.sellers().get(0),
                "customerId", stage.customers().get(number),
                "currency", "EUR",
                "dueDate", due.toString(),
                "lines", List.of(line));
        Issuing.issue(stage.api().invoicing(), invoice, UUID.randomUUID().toString())
                .expect(201);
    }

    private void copy(LocalDate due, int times) {
        try (Connection connection =
                        bench.system().database(ServiceName.DUNNING).connectAsSuperUser();
                PreparedStatement copy = connection.prepareStatement(COPY);
                Statement session = connection.createStatement()) {
            copy.setInt(1, times);
            copy.setString(2, TENANT);
            copy.setObject(3, due);
            copy.executeUpdate();
            session.execute("vacuum analyze cases");
        } catch (SQLException e) {
            throw new LocalFailure("The cases could not be copied: " + e.getMessage(), e);
        }
    }

    /** Makes them due. */
    public void moveClock() {
        new DemoClock(stage.api()).advance(MOVED);
    }

    /** Whether there are due cases of which nobody has decided. */
    public boolean left() {
        return tables.number(ServiceName.DUNNING, LEFT, TENANT, MOVED.toString()) > 0;
    }

    public long reminders() {
        return tables.number(ServiceName.DUNNING, REMINDERS, TENANT);
    }

    /** Nobody is to wait until so many mails are sent. */
    public void callOff() {
        tables.change(ServiceName.DUNNING, CALL_OFF, TENANT);
    }
}
