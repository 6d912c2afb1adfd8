package io.receivables.local.system;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.receivables.local.LocalFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** The file that tells clients and scripts where the running system is and how to log in. */
final class LocalJson {

    private LocalJson() {}

    static void write(LocalSystem system, String tenant) {
        Settings settings = system.settings();
        Map<String, Object> services = new LinkedHashMap<>();
        for (ServiceName service : ServiceName.values()) {
            services.put(service.id(), settings.ports().baseUrl(service));
        }
        Map<String, Object> tokens = new LinkedHashMap<>();
        for (String role : AccessTokens.ROLES) {
            tokens.put(role, system.tokens().token(tenant, "local-" + role, role));
        }
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("tenant", tenant);
        content.put("services", services);
        content.put("kafka", Map.of("bootstrapServers", system.bootstrapServers()));
        content.put(
                "postgres", Map.of("host", "localhost", "port", settings.ports().postgres()));
        content.put("smtp", Map.of("host", "localhost", "port", settings.ports().smtp()));
        content.put("mails", settings.mails().toString());
        content.put("tokens", tokens);
        save(settings.localJson(), content);
    }

    /** Written beside and moved, so that a reader never sees half a file. */
    private static void save(Path file, Map<String, Object> content) {
        try {
            Path draft = file.resolveSibling(file.getFileName() + ".tmp");
            Files.write(
                    draft, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new LocalFailure(file + " cannot be written: " + e.getMessage(), e);
        }
    }
}
