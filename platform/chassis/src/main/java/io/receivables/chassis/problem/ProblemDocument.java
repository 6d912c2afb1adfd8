package io.receivables.chassis.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * RFC 9457 problem document, media type {@code application/problem+json}.
 *
 * @param type {@code urn:receivables:problem:<code>}
 * @param code stable code, listed in docs/problems.md
 * @param traceId W3C trace id of the request, for support
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "Problem")
public record ProblemDocument(
        @Schema(examples = "urn:receivables:problem:not_found") String type,
        @Schema(examples = "There is no such resource.") String title,
        @Schema(examples = "404") int status,
        @Schema(examples = "not_found") String code,
        String detail,
        String traceId,
        List<FieldError> errors) {

    /** Media type of every refusal. */
    public static final String MEDIA_TYPE = "application/problem+json";

    public static ProblemDocument of(Problem problem, String traceId) {
        return new ProblemDocument(
                "urn:receivables:problem:" + problem.code().code(),
                problem.code().title(),
                problem.status(),
                problem.code().code(),
                problem.getMessage(),
                traceId,
                problem.errors());
    }
}
