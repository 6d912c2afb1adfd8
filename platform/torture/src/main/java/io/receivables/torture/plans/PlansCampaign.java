package io.receivables.torture.plans;

import io.receivables.local.LocalFailure;
import io.receivables.local.system.Crowd;
import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.Quiet;
import io.receivables.local.system.ServiceName;
import io.receivables.torture.Battlefield;
import io.receivables.torture.Campaign;
import io.receivables.torture.Finding;
import io.receivables.torture.Profile;
import io.receivables.torture.Verdict;
import io.receivables.torture.Verdicts;
import io.receivables.torture.api.Caller;
import io.receivables.torture.api.Databases;
import io.receivables.torture.api.Operation;
import io.receivables.torture.api.Operations;
import io.receivables.torture.api.Reply;
import io.receivables.torture.api.Request;
import io.receivables.torture.api.Requests;
import io.receivables.torture.api.Wire;
import io.receivables.torture.api.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * P1: in a tenant whose tables are large, no statement of any operation, consumer or job needs a table from end to end because no index
 * serves it, filters many rows away or sorts on disk. Every operation is called, and the database tells how it executed every statement. Not
 * part of the short profile, because making the rows takes its time.
 */
public final class PlansCampaign implements Campaign {

    /** Plans change after five executions of a statement; every operation is called more often than that. */
    private static final int ROUNDS = 6;

    /** Rows that are looked at in vain, at least, before a statement is found wanting: a batch of a job may. */
    private static final int BATCH = 2_000;

    private static final int SERVER_ERROR = 500;
    private static final String PLANTED = "select count(*) from outbox where correlation_id = 'planted'";
    private static final Duration CATCH_UP = Duration.ofMinutes(5);

    @Override
    public String name() {
        return "plans";
    }

    @Override
    public List<Verdict> run(Battlefield field) {
        if (field.profile() == Profile.SHORT) {
            return List.of();
        }
        LocalSystem system = field.system();
        SplittableRandom random = field.random(name());
        int rows = field.profile().of(0, 8_000, 200_000);
        try (Wire wire = new Wire(system.settings().ports())) {
            List<Operation> operations = Operations.of(system.settings().ports());
            World world = World.filled(system, "plans-" + random.nextInt(100_000, 1_000_000), "LARGE");
            Caller caller = Caller.of(system, wire, world, operations, random);
            requireQuiet(system);
            long copies = new Crowd(system, world.tenant()).grow(rows);
            field.progress().say(copies + " rows in the way");
            List<Finding> findings = new ArrayList<>();
            Map<String, Finding> byStatement = new LinkedHashMap<>();
            long explained;
            try (PlanLog log = PlanLog.open(system)) {
                findings.addAll(call(operations, caller, random));
                requireQuiet(system);
                plant(system, world.tenant());
                explained = log.each(plan -> plan.growing(Math.max(BATCH, rows / 4))
                        .forEach(finding -> byStatement.putIfAbsent(finding.aggregate(), finding)));
            }
            long planted = byStatement.remove(PLANTED) == null ? 0 : 1;
            findings.addAll(byStatement.values());
            Verdicts verdicts = new Verdicts(field.seed());
            verdicts.add("P1", "statements on large tables", explained, operations.size(), findings);
            verdicts.add("P1", "planted breaks that the checks must find", planted, 1, List.of());
            return verdicts.all();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Calls every operation several times; answers the calls that were not answered. */
    private static List<Finding> call(List<Operation> operations, Caller caller, SplittableRandom random)
            throws IOException {
        Requests requests = new Requests();
        List<Finding> silent = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Operation operation : operations) {
                Request request = requests.full(operation, caller, random);
                try {
                    Reply reply = caller.send(operation, request);
                    if (reply.status() >= SERVER_ERROR) {
                        silent.add(Finding.of(
                                operation.toString(), "answers " + reply.status() + " to " + request.target()));
                    }
                } catch (SocketTimeoutException e) {
                    silent.add(Finding.of(operation.toString(), "gives no answer to " + request.target()));
                }
            }
        }
        return silent;
    }

    /** A statement that no index helps, as a service would send it. */
    private static void plant(LocalSystem system, String tenant) {
        try (Connection connection = Databases.of(system, ServiceName.INVOICING, tenant)) {
            Databases.texts(connection, PLANTED);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void requireQuiet(LocalSystem system) {
        if (!new Quiet(system).await(CATCH_UP)) {
            throw new LocalFailure("Campaign plans: " + new Quiet(system).left() + ".");
        }
    }
}
