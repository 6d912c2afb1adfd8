package io.receivables.torture.access;

import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.ServiceName;
import io.receivables.torture.Battlefield;
import io.receivables.torture.Campaign;
import io.receivables.torture.Finding;
import io.receivables.torture.Verdict;
import io.receivables.torture.api.Caller;
import io.receivables.torture.api.Databases;
import io.receivables.torture.api.Operation;
import io.receivables.torture.api.Operations;
import io.receivables.torture.api.Request;
import io.receivables.torture.api.Requests;
import io.receivables.torture.api.TenantRows;
import io.receivables.torture.api.Wire;
import io.receivables.torture.api.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * I13: no tenant and no role sees or changes what is not theirs. Every operation of every OpenAPI document is tried by everybody who may
 * not; then the databases are tried below the code.
 */
public final class AccessCampaign implements Campaign {

    @Override
    public String name() {
        return "access";
    }

    @Override
    public List<Verdict> run(Battlefield field) {
        LocalSystem system = field.system();
        SplittableRandom random = field.random(name());
        String mark =
                "Q" + Long.toString(random.nextLong(1L << 30, 1L << 31), 36).toUpperCase(Locale.ROOT) + "Q";
        try (Wire wire = new Wire(system.settings().ports())) {
            List<Operation> operations = Operations.of(system.settings().ports());
            World bystander = World.empty(system, id("c", random), "Bystander");
            World other = World.empty(system, id("b", random), "Other");
            List<String> shared = shared(wire, other, system, operations, random);
            World world = World.filled(system, id("a", random), mark);
            Caller owner = Caller.of(system, wire, world, operations, random);
            Canaries canaries = new Canaries(mark);
            Matrix matrix = new Matrix(system, wire, operations, owner, canaries, random);
            List<Finding> breaks;
            try (TenantRows rows = new TenantRows(system, world.tenant(), List.of())) {
                Snapshot before = Snapshot.of(rows, owner, operations, random);
                before.answers().forEach(canaries::harvest);
                canaries.except(shared);
                field.progress().say(operations.size() + " operations, " + canaries.size() + " secrets of one tenant");
                matrix.strangers(world.tenant());
                matrix.roles(world.tenant(), bystander.tenant());
                matrix.otherTenants(world, other, bystander, field.profile().of(2, 4, 40));
                breaks = new ArrayList<>(matrix.breaks());
                breaks.addAll(before.changes(rows, owner));
            }
            String what = "operations x tenants x roles";
            return List.of(
                    new Verdict("I13", what, matrix.done(), matrix.planned(), breaks, field.seed()),
                    rows(field, world, other));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String id(String which, SplittableRandom random) {
        return "access-" + which + "-" + random.nextInt(100_000, 1_000_000);
    }

    /** What a tenant without data sees: rates by law and the built-in policy are everybody's. */
    private static List<String> shared(
            Wire wire, World nobody, LocalSystem system, List<Operation> operations, SplittableRandom random)
            throws IOException {
        Caller caller = new Caller(wire, World.token(system, nobody.tenant()));
        List<String> shared = new ArrayList<>();
        Requests requests = new Requests();
        for (Operation operation : operations) {
            if (operation.isRead()) {
                Request request = requests.plain(operation, caller, random)
                        .orElseGet(() -> new Request("GET", operation.path(), Map.of(), new byte[0]));
                shared.addAll(Canaries.found(caller.send(operation, request).text()));
            }
        }
        return shared;
    }

    /** The second wall: the same question to every table, with the code's own filter out of the way. */
    private static Verdict rows(Battlefield field, World world, World other) {
        List<Finding> breaks = new ArrayList<>();
        long done = 0;
        int withRows = 0;
        try {
            for (ServiceName service : ServiceName.values()) {
                RowSecurity security =
                        new RowSecurity(Databases.of(field.system(), service)).check(world.tenant(), other.tenant());
                breaks.addAll(security.breaks());
                done += security.done();
                withRows += security.withRows();
            }
        } catch (SQLException e) {
            breaks.add(Finding.of("databases", e.getMessage()));
        }
        field.progress().say("the tenant has rows in " + withRows + " tables");
        return new Verdict("I13", "statements without the code's tenant filter", done, done, breaks, field.seed());
    }
}
