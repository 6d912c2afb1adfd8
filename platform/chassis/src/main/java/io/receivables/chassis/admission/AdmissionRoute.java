package io.receivables.chassis.admission;

import io.micrometer.core.instrument.MeterRegistry;
import io.receivables.chassis.problem.CommonProblem;
import io.receivables.chassis.rest.TransportProblems;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;

/** Puts the gates before everything under /v1, ahead of authentication; health and metrics are never held up. */
@ApplicationScoped
public class AdmissionRoute {
    /** Behind the refusals that cost nothing, ahead of everything else. */
    private static final int ORDER = Integer.MIN_VALUE + 1;

    private final Vertx vertx;
    private final GateKeeper calls;
    private final GateKeeper grouped;
    private final GateKeeper uploads;
    private final Set<String> groupedPaths;
    private final long bodyWaitMillis;

    AdmissionRoute(AdmissionConfig config, Vertx vertx, MeterRegistry metrics) {
        this.vertx = vertx;
        this.bodyWaitMillis = config.bodyWait().toMillis();
        this.calls = new GateKeeper(
                "calls",
                new Limits(config.maxInFlight(), config.maxWaiting(), config.burst(), config.overloadWait()),
                vertx,
                metrics);
        this.grouped = new GateKeeper(
                "grouped",
                new Limits(config.maxGrouped(), config.maxWaiting(), config.burst(), config.overloadWait()),
                vertx,
                metrics);
        this.groupedPaths = Set.copyOf(config.groupedPaths().orElse(List.of()));
        this.uploads = new GateKeeper(
                "uploads",
                new Limits(config.maxUploads(), config.maxWaiting(), config.uploadBurst(), config.uploadOverloadWait()),
                vertx,
                metrics);
    }

    void install(@Observes Router router) {
        router.route("/v1/*").order(ORDER).handler(this::admit);
    }

    /**
     * The end handler fires once whatever becomes of the request: answered, failed, or its connection closed, also while
     * it waits. The server hands requests over paused and whoever reads the body resumes them, so nothing of it is
     * taken in before.
     */
    private void admit(RoutingContext context) {
        if (context.response().closed()) {
            return;
        }
        boolean body = hasBody(context.request());
        boolean upload = body && !TransportProblems.isJson(context);
        var keeper = upload ? uploads : isGrouped(context) ? grouped : calls;
        var home = vertx.getOrCreateContext();
        var passage = new Passage(context, keeper, home, body && !upload);
        context.addEndHandler(ended -> keeper.leave(passage.visitor));
        keeper.arrive(passage.visitor);
    }

    private boolean isGrouped(RoutingContext context) {
        var request = context.request();
        return request.method() == HttpMethod.POST
                && (groupedPaths.contains(context.normalizedPath())
                        || groupedPaths.contains(context.normalizedPath() + "?" + request.query()));
    }

    private static boolean hasBody(HttpServerRequest request) {
        var length = request.getHeader("Content-Length");
        return length == null ? request.getHeader("Transfer-Encoding") != null : !length.equals("0");
    }

    /** The way of one request through a gate. */
    private final class Passage {
        private final RoutingContext context;
        private final GateKeeper keeper;
        private final boolean bodyExpected;
        private final Visitor visitor;

        Passage(RoutingContext context, GateKeeper keeper, Context home, boolean bodyExpected) {
            this.context = context;
            this.keeper = keeper;
            this.bodyExpected = bodyExpected;
            this.visitor = new Visitor(
                    TenantHint.of(context.request().getHeader("Authorization")),
                    () -> on(home, this::proceed),
                    why -> on(home, () -> refuse(why)));
        }

        private void on(Context home, Runnable step) {
            if (Vertx.currentContext() == home) {
                step.run();
            } else {
                home.runOnContext(ignored -> step.run());
            }
        }

        private void proceed() {
            if (context.response().closed() || context.response().ended()) {
                return;
            }
            if (bodyExpected) {
                long timer = vertx.setTimer(bodyWaitMillis, ignored -> returnTurn());
                context.addEndHandler(ended -> vertx.cancelTimer(timer));
            }
            context.next();
        }

        /** A sender that takes its time with the body keeps nobody else waiting. */
        private void returnTurn() {
            if (!context.request().isEnded()) {
                keeper.leave(visitor);
            }
        }

        private void refuse(CommonProblem why) {
            keeper.refused();
            TransportProblems.refuseUnread(context, why);
        }
    }
}
