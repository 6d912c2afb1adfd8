package io.receivables.torture.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.api.Api;
import io.receivables.local.system.Ports;
import io.receivables.local.system.ServiceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads the OpenAPI document of every running service. */
public final class Operations {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");

    private Operations() {}

    /** Every operation of every service, in the order of the services and of their documents. */
    public static List<Operation> of(Ports ports) {
        List<Operation> operations = new ArrayList<>();
        for (ServiceName service : ServiceName.values()) {
            operations.addAll(of(service, new Api(ports.baseUrl(service), "").get("/q/openapi?format=json")));
        }
        return List.copyOf(operations);
    }

    static List<Operation> of(ServiceName service, JsonNode document) {
        List<Operation> operations = new ArrayList<>();
        document.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(method -> METHODS.contains(method.getKey()))
                .forEach(method -> operations.add(new Operation(
                        service,
                        method.getKey().toUpperCase(Locale.ROOT),
                        path.getKey(),
                        method.getValue(),
                        document))));
        return operations;
    }
}
