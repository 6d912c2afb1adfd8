package io.receivables.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReceivablesTestResourceIT {

    @Test
    void aServiceGetsItsDatabaseABrokerAndTheTokenKey() throws Exception {
        Map<String, String> settings = settingsFor("payment");

        assertThat(settings)
                .containsEntry("quarkus.datasource.username", "payment_app")
                .containsEntry("quarkus.flyway.username", "payment_owner")
                .containsEntry("quarkus.http.test-port", "0")
                .containsEntry("mp.jwt.verify.publickey", Tokens.publicKeyPem());
        assertThat(settings.get("quarkus.datasource.reactive.url")).startsWith("postgresql://localhost:");
        try (Connection app = DriverManager.getConnection(
                settings.get("quarkus.datasource.jdbc.url"),
                settings.get("quarkus.datasource.username"),
                settings.get("quarkus.datasource.password"))) {
            assertThat(app.isValid(5)).isTrue();
        }
        try (TopicProbe probe = TopicProbe.on("receivables.customer.tenants")) {
            assertThat(probe.events("nobody")).isEmpty();
        }
    }

    @Test
    void theServersAreSharedByAllTestsOfOneJvm() {
        Map<String, String> first = settingsFor("payment");
        Map<String, String> second = settingsFor("dunning");

        assertThat(second.get("kafka.bootstrap.servers")).isEqualTo(first.get("kafka.bootstrap.servers"));
        assertThat(second.get("quarkus.datasource.jdbc.url")).endsWith("/dunning");
    }

    @Test
    void aMissingServiceNameIsAClearMistake() {
        assertThatThrownBy(() -> new ReceivablesTestResource().init(Map.of()))
                .hasMessageContaining("@ResourceArg(name = \"service\"");
    }

    private static Map<String, String> settingsFor(String service) {
        ReceivablesTestResource resource = new ReceivablesTestResource();
        resource.init(Map.of("service", service));
        try {
            return resource.start();
        } finally {
            resource.stop();
        }
    }
}
