package io.receivables.torture.api;

import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.ServiceName;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** One caller: its token, its connections, and what it has learnt. For one thread. */
public final class Caller implements AutoCloseable {

    private static final int ROUNDS = 3;

    private final Wire wire;
    private final String token;
    private final Knowledge knowledge = new Knowledge();

    public Caller(Wire wire, String token) {
        this.wire = wire;
        this.token = token;
    }

    public Knowledge knowledge() {
        return knowledge;
    }

    public String token() {
        return token;
    }

    /** Sends with the caller's token and learns from the answer. */
    public Reply send(Operation operation, Request request) throws IOException {
        Reply reply = wire.send(operation.service(), request);
        knowledge.learn(operation, reply);
        return reply;
    }

    /** A caller with every role that knows what there is in a world. */
    public static Caller of(
            LocalSystem system, Wire wire, World world, List<Operation> operations, RandomGenerator random)
            throws IOException {
        Caller caller = new Caller(wire, World.token(system, world.tenant()));
        for (ServiceName service : ServiceName.values()) {
            Databases.auditTrails(system, service, world.tenant())
                    .forEach(trail -> caller.knowledge.learnAuditTrail(service, trail));
            world.locations(service).forEach(location -> caller.knowledge.learnLocation(service, location));
        }
        caller.walk(operations, new Requests(), random);
        return caller;
    }

    /** The answer of a GET with the caller's token on another path of the same service. */
    public Reply get(Operation operation, String target) throws IOException {
        return wire.send(
                operation.service(),
                new Request("GET", target, Map.of("Authorization", "Bearer " + token), new byte[0]));
    }

    /** Reads every list and everything that can be read by an id found on the way. */
    private void walk(List<Operation> operations, Requests requests, RandomGenerator random) throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            for (Operation operation : operations) {
                if (operation.isRead()) {
                    Optional<Request> request = requests.plain(operation, this, random);
                    if (request.isPresent()) {
                        send(operation, request.get());
                    }
                }
            }
        }
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        wire.close();
    }
}
