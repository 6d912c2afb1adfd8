package io.receivables.local.system;

import io.receivables.local.LocalFailure;
import io.receivables.local.api.TenantApi;
import io.receivables.local.demo.DemoClock;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Map;

/** {@code local prepare}: starts and stops the system once after a build, so that later starts are quick. */
public final class Rehearsal {

    private static final String CLOCK = "2025-01-01T09:00:00Z";

    private Rehearsal() {}

    public static int run() {
        Settings settings = Settings.fromEnvironment().forRehearsal();
        // Left over from the last rehearsal; deleting it right after the stop would race with the database.
        Folders.delete(settings.data());
        try {
            Files.createDirectories(settings.archives().folder());
        } catch (IOException e) {
            throw new LocalFailure("The folder of the class archives cannot be made: " + e.getMessage(), e);
        }
        Logging.toFile(settings);
        try (LocalSystem system = LocalSystem.start(settings, new Progress(System.out))) {
            useEveryPart(system);
        }
        return 0;
    }

    /** A tenant whose clock all five services follow: REST, tokens, database, outbox, Kafka and inbox are in use then. */
    private static void useEveryPart(LocalSystem system) {
        String token = system.tokens().token("rehearsal", "rehearsal", "admin");
        TenantApi api = new TenantApi(system.settings().ports()::baseUrl, token);
        Map<String, Object> tenant = Map.of("name", "Rehearsal", "sandbox", true, "initialClock", CLOCK);
        api.customer().put("/v1/tenant", tenant, Map.of()).expect(201);
        new DemoClock(api).awaitAll(Instant.parse(CLOCK));
    }
}
