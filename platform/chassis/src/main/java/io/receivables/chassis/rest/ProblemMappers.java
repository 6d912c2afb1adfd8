package io.receivables.chassis.rest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.receivables.chassis.problem.CommonProblem;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.problem.ProblemDocument;
import io.receivables.chassis.telemetry.TraceParent;
import io.receivables.chassis.tx.TransientFailures;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns every failure of a request into a problem document; details of unexpected ones go to the log only. */
public class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    @ServerExceptionMapper
    Response problem(Problem problem) {
        return toResponse(problem);
    }

    @ServerExceptionMapper
    Response jackson(JacksonException failure) {
        return toResponse(BodyProblems.of(failure));
    }

    @ServerExceptionMapper(priority = 1)
    Response mismatch(MismatchedInputException failure) {
        return toResponse(BodyProblems.of(failure));
    }

    @ServerExceptionMapper
    Response violations(ConstraintViolationException failure) {
        return toResponse(ViolationProblems.ofCall(failure.getConstraintViolations()));
    }

    @ServerExceptionMapper
    Response unauthorized(UnauthorizedException failure) {
        return unauthenticated();
    }

    @ServerExceptionMapper
    Response authenticationFailed(AuthenticationFailedException failure) {
        return unauthenticated();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException failure) {
        return toResponse(Problem.of(CommonProblem.FORBIDDEN, "None of the token's roles is allowed to do this."));
    }

    @ServerExceptionMapper
    Response web(WebApplicationException failure, UriInfo uri) {
        for (Throwable t = failure.getCause(); t != null; t = t.getCause()) {
            if (t instanceof Problem problem) {
                return toResponse(problem);
            }
            if (t instanceof JacksonException jackson) {
                return toResponse(BodyProblems.of(jackson));
            }
        }
        if (failure instanceof NotFoundException && failure.getCause() instanceof RuntimeException && readable(uri)) {
            return toResponse(Problem.of(
                    CommonProblem.INVALID_PARAMETER,
                    "A query parameter is not of its type: "
                            + String.join(", ", uri.getQueryParameters().keySet())));
        }
        return failure.getResponse().getStatus() < 400 ? failure.getResponse() : toResponse(standard(failure));
    }

    /** Whether the path itself is well-formed, so that a conversion failed in the query. */
    private static boolean readable(UriInfo uri) {
        return !uri.getQueryParameters().isEmpty()
                && uri.getPathParameters().values().stream()
                        .flatMap(List::stream)
                        .allMatch(value -> UUID.matcher(value).matches());
    }

    @ServerExceptionMapper
    Response unexpected(Throwable failure) {
        var refusal = Refusals.of(failure);
        if (refusal.isPresent()) {
            LOG.debug("A request was refused", failure);
            return toResponse(refusal.get());
        }
        if (TransientFailures.isUnavailable(failure)) {
            LOG.warn("A request failed because a part is unavailable", failure);
            return toResponse(Problem.of(CommonProblem.OVERLOADED, "Nothing was changed; send the request again."));
        }
        LOG.error("A request failed unexpectedly", failure);
        return toResponse(Problem.of(CommonProblem.INTERNAL_ERROR, "Give the traceId to support."));
    }

    private static Response unauthenticated() {
        return response(Problem.of(CommonProblem.UNAUTHENTICATED, "The token is missing, expired or not ours."))
                .header("WWW-Authenticate", "Bearer")
                .build();
    }

    private static Problem standard(WebApplicationException failure) {
        int status = failure.getResponse().getStatus();
        var code =
                switch (status) {
                    case 400 -> CommonProblem.INVALID_PARAMETER;
                    case 401 -> CommonProblem.UNAUTHENTICATED;
                    case 403 -> CommonProblem.FORBIDDEN;
                    case 404 -> CommonProblem.NOT_FOUND;
                    case 405 -> CommonProblem.METHOD_NOT_ALLOWED;
                    case 406 -> CommonProblem.NOT_ACCEPTABLE;
                    case 413 -> CommonProblem.BODY_TOO_LARGE;
                    case 415 -> CommonProblem.UNSUPPORTED_MEDIA_TYPE;
                    case 429 -> CommonProblem.TOO_MANY_REQUESTS;
                    case 503 -> CommonProblem.OVERLOADED;
                    default -> status < 500 ? CommonProblem.INVALID_PARAMETER : CommonProblem.INTERNAL_ERROR;
                };
        if (status >= 500) {
            LOG.error("A request failed", failure);
        }
        return Problem.of(code, code.title());
    }

    private static Response toResponse(Problem problem) {
        return response(problem).build();
    }

    private static Response.ResponseBuilder response(Problem problem) {
        var traceId = TraceParent.current().map(p -> p.substring(3, 35)).orElse(null);
        var response = Response.status(problem.status())
                .type(ProblemDocument.MEDIA_TYPE)
                .entity(ProblemDocument.of(problem, traceId));
        RetryAfter.of(problem.code()).ifPresent(seconds -> response.header(RetryAfter.HEADER, seconds));
        return response;
    }
}
