package io.receivables.chassis.auth;

import io.receivables.chassis.id.Ids;
import io.receivables.chassis.problem.CommonProblem;
import io.receivables.chassis.problem.Problem;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.MDC;

/** The caller of the request in hand, read from its verified token. */
@RequestScoped
public class CurrentCaller {
    private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern CORRELATION = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private final JsonWebToken token;
    private final HttpServerRequest request;
    private Caller caller;

    CurrentCaller(JsonWebToken token, HttpServerRequest request) {
        this.token = token;
        this.request = request;
    }

    public Caller get() {
        if (caller == null) {
            caller = new Caller(tenant(), token.getName(), token.getGroups(), correlationId());
            MDC.put("tenant", caller.tenant());
        }
        return caller;
    }

    private String tenant() {
        Object claim = token.getClaim("tenant");
        if (claim instanceof String tenant && TENANT.matcher(tenant).matches()) {
            return tenant;
        }
        throw Problem.of(CommonProblem.FORBIDDEN, "The token names no valid tenant.");
    }

    private String correlationId() {
        var given = request.getHeader("X-Correlation-Id");
        return given != null && CORRELATION.matcher(given).matches()
                ? given
                : Ids.next().toString();
    }
}
