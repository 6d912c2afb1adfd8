package io.receivables.chassis.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.receivables.chassis.problem.ProblemDocument;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Completes the description of every operation by the refusals that follow from its shape: a body can be too large, an If-Match can name an
 * old version, an id can be unknown. Every one of them is a problem document, so a generated client can read what it is told.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class DescribedRefusals implements OASFilter {
    private static final String PROBLEM = "Problem";

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getComponents() == null) {
            api.setComponents(OASFactory.createComponents());
        }
        api.getComponents().addSchema(PROBLEM, problem());
        if (api.getPaths() != null && api.getPaths().getPathItems() != null) {
            api.getPaths().getPathItems().forEach(DescribedRefusals::complete);
        }
    }

    private static void complete(String path, PathItem item) {
        item.getOperations().values().forEach(operation -> {
            if (operation.getResponses() == null) {
                operation.setResponses(OASFactory.createAPIResponses());
            }
            refusals(path, operation).forEach((status, codes) -> describe(operation, status, codes));
            operation.getResponses().getAPIResponses().forEach((status, response) -> {
                if (status.startsWith("4") || status.startsWith("5")) {
                    response.setContent(problemContent());
                }
                if (status.equals("429") || status.equals("503")) {
                    response.addHeader("Retry-After", retryAfter());
                }
            });
        });
    }

    private static Map<String, String> refusals(String path, Operation operation) {
        Map<String, String> refusals = new TreeMap<>(Map.of(
                "400", "The request is not well-formed; the code says what is wrong, `errors` where",
                "401", "unauthenticated",
                "403", "forbidden",
                "406", "not_acceptable",
                "429", "too_many_requests: send the request again after Retry-After",
                "500", "internal_error",
                "503", "overloaded: send the request again after Retry-After"));
        if (path.contains("{")) {
            refusals.put("404", "not_found");
        }
        if (operation.getRequestBody() != null) {
            refusals.putAll(Map.of(
                    "411", "length_required",
                    "413", "body_too_large",
                    "415", "unsupported_media_type"));
        }
        if (hasHeader(operation, "Idempotency-Key")) {
            refusals.put("409", "The state of the resource does not allow it; the code says why");
            refusals.put("422", "idempotency_key_reused, or a rule of the business that the code names");
        }
        if (hasHeader(operation, "If-Match")) {
            refusals.put("409", "The state of the resource does not allow it; the code says why");
            refusals.put("412", "version_conflict");
            refusals.put("428", "precondition_required");
        }
        return refusals;
    }

    private static boolean hasHeader(Operation operation, String name) {
        List<Parameter> parameters = operation.getParameters();
        return parameters != null && parameters.stream().anyMatch(p -> name.equals(p.getName()));
    }

    /** What a resource says about a refusal of its own stays; what the build says in general gives way. */
    private static void describe(Operation operation, String status, String codes) {
        APIResponse known = operation.getResponses().getAPIResponse(status);
        if (known == null) {
            operation
                    .getResponses()
                    .addAPIResponse(status, OASFactory.createAPIResponse().description(codes));
        } else if (isGeneric(known.getDescription())) {
            known.setDescription(codes);
        }
    }

    private static boolean isGeneric(String description) {
        return description == null
                || List.of("Bad Request", "Not Authorized", "Not Allowed").contains(description);
    }

    private static Header retryAfter() {
        return OASFactory.createHeader()
                .description("Seconds after which to send the request again")
                .schema(OASFactory.createSchema().addType(SchemaType.INTEGER).addExample(2));
    }

    private static Content problemContent() {
        return OASFactory.createContent()
                .addMediaType(
                        ProblemDocument.MEDIA_TYPE,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref(PROBLEM)));
    }

    private static Schema problem() {
        Schema error = object(List.of("field", "code", "message"))
                .addProperty("field", text("lines[2].quantity"))
                .addProperty(
                        "row",
                        OASFactory.createSchema()
                                .addType(SchemaType.INTEGER)
                                .description("1-based row of an imported file"))
                .addProperty("code", text("required"))
                .addProperty("message", text("is required"));
        return object(List.of("type", "title", "status", "code"))
                .description("RFC 9457 problem document; docs/problems.md lists the codes")
                .addProperty("type", text("urn:receivables:problem:not_found"))
                .addProperty("title", text("There is no such resource."))
                .addProperty(
                        "status",
                        OASFactory.createSchema().addType(SchemaType.INTEGER).addExample(404))
                .addProperty("code", text("not_found"))
                .addProperty("detail", OASFactory.createSchema().addType(SchemaType.STRING))
                .addProperty("traceId", text("4bf92f3577b34da6a3ce929d0e0e4736"))
                .addProperty(
                        "errors",
                        OASFactory.createSchema().addType(SchemaType.ARRAY).items(error));
    }

    private static Schema object(List<String> required) {
        return OASFactory.createSchema().addType(SchemaType.OBJECT).required(required);
    }

    private static Schema text(String example) {
        return OASFactory.createSchema().addType(SchemaType.STRING).addExample(example);
    }
}
