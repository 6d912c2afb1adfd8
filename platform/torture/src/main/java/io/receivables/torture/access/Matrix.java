package io.receivables.torture.access;

import io.receivables.local.system.AccessTokens;
import io.receivables.local.system.LocalSystem;
import io.receivables.torture.Finding;
import io.receivables.torture.api.Breaks;
import io.receivables.torture.api.Caller;
import io.receivables.torture.api.Operation;
import io.receivables.torture.api.Reply;
import io.receivables.torture.api.Request;
import io.receivables.torture.api.Requests;
import io.receivables.torture.api.Wire;
import io.receivables.torture.api.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Every operation against everybody who is not its rightful caller. */
final class Matrix {

    /** How often two answers must differ to count. */
    private static final int TRIES = 3;

    private final LocalSystem system;
    private final Wire wire;
    private final List<Operation> operations;
    private final Caller owner;
    private final Canaries canaries;
    private final RandomGenerator random;
    private final Requests requests = new Requests();
    private final Breaks breaks = new Breaks();
    private long done;
    private long planned;
    private int keysTried;

    Matrix(
            LocalSystem system,
            Wire wire,
            List<Operation> operations,
            Caller owner,
            Canaries canaries,
            RandomGenerator random) {
        this.system = system;
        this.wire = wire;
        this.operations = operations;
        this.owner = owner;
        this.canaries = canaries;
        this.random = random;
    }

    long done() {
        return done;
    }

    long planned() {
        return planned;
    }

    List<Finding> breaks() {
        return breaks.findings();
    }

    /** Tokens that are none: 401 everywhere, and 403 for one that belongs to no tenant or has no role. */
    void strangers(String tenant) throws IOException {
        String[] all = AccessTokens.ROLES.toArray(String[]::new);
        Map<String, String> strangers = Strangers.of(system, tenant, all);
        Map<String, Object> homeless = io.receivables.testkit.Tokens.claims(tenant, "mallory", all);
        homeless.remove("tenant");
        planned += (long) operations.size() * (strangers.size() + 3);
        for (Operation operation : operations) {
            Request rightful = requests.full(operation, owner, random);
            for (Map.Entry<String, String> stranger : strangers.entrySet()) {
                Request request = rightful.withoutHeader("Authorization");
                expect(
                        operation,
                        stranger.getValue().isEmpty()
                                ? request
                                : request.withHeader("Authorization", stranger.getValue()),
                        401,
                        "with " + stranger.getKey());
            }
            expect(operation, as(rightful, system.tokens().sign(homeless)), 403, "without a tenant");
            expect(operation, as(rightful, system.tokens().token(tenant, "mallory")), 403, "without any role");
            expect(
                    operation,
                    as(rightful, system.tokens().token(tenant, "mallory", "root")),
                    403,
                    "with an unknown role");
        }
    }

    /** Each role alone: 403 unless it is meant to; the roles in the document are those that are meant. */
    void roles(String tenant, String scratch) throws IOException {
        planned += (long) operations.size() * AccessTokens.ROLES.size();
        for (Operation operation : operations) {
            Set<String> meant = MeantRoles.of(operation).orElse(Set.of());
            if (!meant.equals(operation.roles())) {
                breaks.add(operation, "the document admits " + operation.roles() + ", meant are " + meant);
            }
            for (String role : AccessTokens.ROLES) {
                if (meant.contains(role)) {
                    admitted(operation, scratch, role);
                } else {
                    Request request = requests.full(operation, owner, random);
                    expect(operation, as(request, system.tokens().token(tenant, role, role)), 403, "as " + role);
                }
            }
        }
        collectorTakesCashOnly(tenant);
    }

    /** Whoever is meant to is let in, tried where it does no harm: in a tenant that nobody looks at. */
    private void admitted(Operation operation, String scratch, String role) throws IOException {
        Caller caller = new Caller(wire, system.tokens().token(scratch, role, role));
        Request request = requests.full(operation, caller, random);
        if (role.equals("collector") && !operation.isRead()) {
            request = request.withBody(
                    request.bodyText().replaceAll("BANK_TRANSFER|CARD", "CASH").getBytes(StandardCharsets.UTF_8));
        }
        Reply reply = send(operation, request);
        if (reply.status() == 401 || reply.status() == 403 || reply.status() >= 500) {
            breaks.add(operation, role + " is meant to but got " + reply.status(), request, reply);
        }
    }

    private void collectorTakesCashOnly(String tenant) throws IOException {
        for (Operation operation : operations) {
            if (operation.id().equals("payment POST /v1/payments")) {
                planned++;
                Request request = requests.full(operation, owner, random);
                String card = request.bodyText().replaceAll("BANK_TRANSFER|CASH", "CARD");
                Request asCollector = as(request, system.tokens().token(tenant, "collector", "collector"));
                expect(
                        operation,
                        asCollector.withBody(card.getBytes(StandardCharsets.UTF_8)),
                        403,
                        "as collector by card");
            }
        }
    }

    /**
     * Another tenant with every role and the owner's ids: told nothing of the owner, and told the same as for ids that nobody has. Things that
     * have an address are not found, which does not even say that they exist.
     */
    void otherTenants(World world, World other, World bystander, int rounds) throws IOException {
        planned += 2L * operations.size() * rounds;
        for (int round = 0; round < rounds; round++) {
            for (Operation operation : operations) {
                compared(operation, World.token(system, other.tenant()), world, false);
                if (operation.isRead()) {
                    compared(operation, World.token(system, bystander.tenant()), world, true);
                } else {
                    compared(operation, World.token(system, other.tenant()), world, false);
                }
            }
        }
    }

    /** What runs of the tenants' own end meanwhile makes two answers differ once; what tells the owner's ids apart does it every time. */
    private void compared(Operation operation, String token, World world, boolean bodies) throws IOException {
        Optional<Runnable> difference = difference(operation, token, world, bodies);
        for (int again = 1; again < TRIES && difference.isPresent(); again++) {
            difference = difference(operation, token, world, bodies);
        }
        difference.ifPresent(Runnable::run);
    }

    /** How to report that the answer is another one than for ids that nobody has, if it is. */
    private Optional<Runnable> difference(Operation operation, String token, World world, boolean bodies)
            throws IOException {
        Request request = foreign(operation, token, world);
        Reply reply = send(operation, request);
        if (reply.ok() && !operation.isRead()) {
            return Optional.empty();
        }
        Request twin = Twins.of(request, world.mark());
        Reply unknown = wire.send(operation.service(), twin);
        boolean foreign = operation.path().contains("{") && !operation.path().contains("{version}");
        if (foreign && reply.status() != 404 && !reply.refused()) {
            breaks.add(operation, "a foreign id gave " + reply.status(), request, reply);
        }
        if (reply.status() == 403) {
            breaks.add(operation, "a foreign id is told apart by 403", request, reply);
        }
        if (reply.status() != unknown.status() || !reply.problemCode().equals(unknown.problemCode())) {
            String what = "answers " + reply.status() + ", but " + unknown.status() + " for ids that nobody has";
            return Optional.of(() -> breaks.add(operation, what, request, reply, twin, unknown));
        }
        if (bodies && !Twins.normal(reply, request).equals(Twins.normal(unknown, twin))) {
            String what = "answers something else for ids that nobody has";
            return Optional.of(() -> breaks.add(operation, what, request, reply, twin, unknown));
        }
        return Optional.empty();
    }

    private Request foreign(Operation operation, String token, World world) throws IOException {
        Request request = as(requests.full(operation, owner, random), token);
        if (!operation.isRead()) {
            // What it stores of its own it may read again: nothing of that shall look like the owner's.
            String body = request.bodyText().replace(world.mark(), Twins.otherMark(world.mark()));
            request = request.withBody(body.getBytes(StandardCharsets.UTF_8));
        }
        return operation.hasHeader("Idempotency-Key") && random.nextBoolean()
                ? request.withHeader("Idempotency-Key", "key-" + world.mark() + "-" + keysTried++)
                : request;
    }

    private void expect(Operation operation, Request request, int status, String who) throws IOException {
        Reply reply = send(operation, request);
        if (reply.status() != status || !reply.header("content-type").startsWith("application/problem+json")) {
            breaks.add(
                    operation,
                    who + ": " + reply.status() + " " + reply.problemCode() + " instead of " + status,
                    request,
                    reply);
        }
    }

    private Reply send(Operation operation, Request request) throws IOException {
        done++;
        Reply reply = wire.send(operation.service(), request);
        canaries.leak(request, reply).ifPresent(leak -> breaks.add(operation, "leaks '" + leak + "'", request, reply));
        if (reply.status() >= 500) {
            breaks.add(operation, "answers " + reply.status(), request, reply);
        }
        return reply;
    }

    private static Request as(Request request, String token) {
        return request.withHeader("Authorization", "Bearer " + token);
    }
}
