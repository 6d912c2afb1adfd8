package io.receivables.chassis.auditchain;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where this service publishes the heads of its chains. */
@ApplicationScoped
class AuditTopic {
    private final String service;
    private final String name;

    AuditTopic(@ConfigProperty(name = "quarkus.application.name") String application, AuditConfig config) {
        service = application.replaceFirst("-service$", "");
        name = config.topic().orElse("receivables." + service + ".audit");
    }

    String name() {
        return name;
    }

    String service() {
        return service;
    }

    /** The chain of a tenant in this service, as an aggregate. */
    UUID aggregate(String tenant) {
        return UUID.nameUUIDFromBytes(("audit:" + service + ":" + tenant).getBytes(StandardCharsets.UTF_8));
    }
}
