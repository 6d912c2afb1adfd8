package io.receivables.local.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.LocalFailure;
import io.receivables.local.system.ServiceName;
import java.io.IOException;
import java.nio.file.Path;

/** The running system as its local.json describes it. */
public final class RunningSystem {

    private final JsonNode content;

    private RunningSystem(JsonNode content) {
        this.content = content;
    }

    public static RunningSystem read(Path localJson) {
        try {
            return new RunningSystem(Api.JSON.readTree(localJson.toFile()));
        } catch (IOException e) {
            throw new LocalFailure(localJson + " cannot be read; start the system with `make run` first.", e);
        }
    }

    /** The services as a caller with one role sees them. */
    public TenantApi as(String role) {
        return new TenantApi(this::baseUrl, content.path("tokens").path(role).asText());
    }

    private String baseUrl(ServiceName service) {
        return content.path("services").path(service.id()).asText();
    }
}
