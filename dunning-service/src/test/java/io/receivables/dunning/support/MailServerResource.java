package io.receivables.dunning.support;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.receivables.testkit.Ports;
import java.util.Map;

/** Reserves the port of the mail server, which tests start and stop themselves, and shortens the waits for it. */
public final class MailServerResource implements QuarkusTestResourceLifecycleManager {

    /** System property with the port; test classes live in another class loader than this one. */
    static final String PORT = "receivables.dunning.test.smtp-port";

    @Override
    public Map<String, String> start() {
        String port = Integer.toString(Ports.free());
        System.setProperty(PORT, port);
        return Map.of(
                "quarkus.mailer.host",
                "127.0.0.1",
                "quarkus.mailer.port",
                port,
                "dunning.delivery.first-pause",
                "200ms",
                "dunning.delivery.longest-pause",
                "500ms",
                "dunning.delivery.timeout",
                "15s",
                "dunning.delivery.unconfirmed-after",
                "60s");
    }

    @Override
    public void stop() {}
}
