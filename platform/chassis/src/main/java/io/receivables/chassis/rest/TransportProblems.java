package io.receivables.chassis.rest;

import io.quarkus.runtime.configuration.MemorySize;
import io.receivables.chassis.json.Json;
import io.receivables.chassis.problem.CommonProblem;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.problem.ProblemCode;
import io.receivables.chassis.problem.ProblemDocument;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Answers refusals that happen before a request reaches a resource (too large, unreadable) as problem documents too. */
@ApplicationScoped
public class TransportProblems {
    /** Time for the answer to reach a sender before its unread body is cut off. */
    private static final long GRACE_MS = 1000;

    /** Reading so many bytes is cheaper for both sides than a new connection. */
    private static final long SMALL_BODY = 64 * 1024;

    private static final Pattern MEDIA_TYPE = Pattern.compile("\\s*[^\\s/;,]+/[^\\s/;,]+\\s*(;.*)?");

    private static final Pattern LINES = Pattern.compile("(?i)\\s*application/(x-)?ndjson\\s*(;.*)?");

    private final long maxBodySize;

    private final long maxJsonSize;

    TransportProblems(
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBodySize,
            @ConfigProperty(name = "receivables.http.max-json-size") MemorySize maxJsonSize) {
        this.maxBodySize = maxBodySize.asLongValue();
        this.maxJsonSize = maxJsonSize.asLongValue();
    }

    void install(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(TransportProblems::refuseNoMediaType);
        router.route().order(Integer.MIN_VALUE).handler(this::refuseTooLarge);
        router.errorHandler(413, context -> answer(context, CommonProblem.BODY_TOO_LARGE));
        router.errorHandler(400, context -> answer(context, CommonProblem.MALFORMED_BODY));
        router.errorHandler(404, context -> answer(context, CommonProblem.NOT_FOUND));
        router.errorHandler(405, context -> answer(context, CommonProblem.METHOD_NOT_ALLOWED));
        router.errorHandler(503, context -> answer(context, CommonProblem.OVERLOADED));
    }

    /** Something like "/" would fail where an operation chooses between several media types. */
    private static void refuseNoMediaType(RoutingContext context) {
        var type = context.request().getHeader("Content-Type");
        if (type == null || MEDIA_TYPE.matcher(type).matches()) {
            context.next();
        } else {
            refuse(context, CommonProblem.UNSUPPORTED_MEDIA_TYPE);
        }
    }

    /** Decides by the announced length, before a byte of the body is read. */
    private void refuseTooLarge(RoutingContext context) {
        var length = context.request().getHeader("Content-Length");
        boolean json = isJson(context);
        if (length == null && json && context.request().getHeader("Transfer-Encoding") != null) {
            refuse(context, CommonProblem.LENGTH_REQUIRED);
        } else if (length != null
                && length.matches("\\d{1,18}")
                && Long.parseLong(length) > (json ? Math.min(maxJsonSize, maxBodySize) : maxBodySize)) {
            refuse(context, CommonProblem.BODY_TOO_LARGE);
        } else {
            context.next();
        }
    }

    /** Files may be large, also those of one JSON document a line; JSON is held in memory and may not. */
    public static boolean isJson(RoutingContext context) {
        var type = context.request().getHeader("Content-Type");
        return type != null
                && type.toLowerCase(Locale.ROOT).contains("json")
                && !LINES.matcher(type).matches();
    }

    /** Answers a request that is not read: what there is of a small body is passed over, a large one ends with its connection. */
    public static void refuseUnread(RoutingContext context, ProblemCode code) {
        if (isSmall(context)) {
            answer(context, code);
            context.request().resume();
        } else {
            refuse(context, code);
        }
    }

    private static boolean isSmall(RoutingContext context) {
        var request = context.request();
        var length = request.getHeader("Content-Length");
        return request.getHeader("Expect") == null
                && (length == null
                        ? request.getHeader("Transfer-Encoding") == null
                        : length.matches("\\d{1,9}") && Long.parseLong(length) <= SMALL_BODY);
    }

    private static void refuse(RoutingContext context, ProblemCode code) {
        context.response().putHeader("Connection", "close");
        answer(context, code);
        context.vertx()
                .setTimer(GRACE_MS, timer -> context.request().connection().close());
    }

    private static void answer(RoutingContext context, ProblemCode code) {
        if (context.response().ended() || context.response().headWritten()) {
            return;
        }
        var document = ProblemDocument.of(Problem.of(code, code.title()), null);
        RetryAfter.of(code).ifPresent(seconds -> context.response().putHeader(RetryAfter.HEADER, seconds));
        context.response()
                .setStatusCode(code.status())
                .putHeader("Content-Type", ProblemDocument.MEDIA_TYPE)
                .end(Buffer.buffer(Json.bytes(document)));
    }
}
