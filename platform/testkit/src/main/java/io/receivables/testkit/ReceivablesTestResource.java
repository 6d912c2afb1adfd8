package io.receivables.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Gives a {@code @QuarkusTest} a real PostgreSQL database, a real Kafka broker with all topics, and the public key of {@link Tokens}. The
 * servers start once per JVM and are shared by all tests of a module.
 *
 * <pre>{@code
 * @QuarkusTest
 * @QuarkusTestResource(
 *         value = ReceivablesTestResource.class,
 *         initArgs = @ResourceArg(name = "service", value = "payment"))
 * class OpenItemsIT { ... }
 * }</pre>
 *
 * <p>With {@code @ResourceArg(name = "pausable", value = "open-items")} tests can stop that incoming channel, through
 * {@code ChannelRegistry.getPausable}, and so leave a backlog.
 */
public final class ReceivablesTestResource implements QuarkusTestResourceLifecycleManager {

    private String service = "";
    private String pausable = "";

    @Override
    public void init(Map<String, String> initArgs) {
        service = initArgs.getOrDefault("service", "");
        pausable = initArgs.getOrDefault("pausable", "");
        if (service.isEmpty()) {
            throw new IllegalArgumentException(
                    "ReceivablesTestResource needs @ResourceArg(name = \"service\", value = ...)");
        }
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new LinkedHashMap<>(SharedServers.startFor(service));
        settings.put("mp.jwt.verify.publickey", Tokens.publicKeyPem());
        // Heads of the audit chains are published on demand only: tests count the events of what they do.
        settings.put("receivables.audit.anchor-interval", "P1D");
        settings.put("quarkus.http.test-port", "0");
        settings.put("quarkus.http.test-ssl-port", "0");
        settings.put("quarkus.log.category.\"org.apache.kafka\".level", "WARN");
        settings.put("quarkus.log.category.\"kafka\".level", "WARN");
        settings.put("quarkus.log.category.\"state.change.logger\".level", "WARN");
        if (!pausable.isEmpty()) {
            settings.put("mp.messaging.incoming." + pausable + ".pausable", "true");
        }
        return settings;
    }

    /** The servers stay up for the next test of this JVM; a shutdown hook stops them. */
    @Override
    public void stop() {}
}
