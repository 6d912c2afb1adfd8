package io.receivables.local.system;

import io.receivables.testkit.ServiceDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the packaged application of one service is started: JVM options for a quick start and a small footprint, settings by environment. */
final class ServiceProcess {

    private static final List<String> JVM_OPTIONS = List.of(
            "-XX:+ExitOnOutOfMemoryError",
            "-Djava.net.preferIPv4Stack=true",
            // Traces are made and passed on; here nobody collects them.
            "-Dquarkus.log.category.\"io.quarkus.opentelemetry\".level=ERROR");

    private ServiceProcess() {}

    static JavaProcess of(
            ServiceName service,
            Settings settings,
            Wiring wiring,
            ServiceDatabase database,
            String bootstrapServers,
            AccessTokens tokens,
            Watchdog watchdog) {
        Path application = service.application(settings.repository());
        List<String> arguments = new ArrayList<>(settings.sizing().service());
        arguments.addAll(JVM_OPTIONS);
        arguments.addAll(settings.archives().options(service.id(), application));
        arguments.add("-jar");
        arguments.add("quarkus-run.jar");
        Path log = settings.logs().resolve(service.id() + "-service.log");
        Map<String, String> environment =
                wiring.environment(service, environment(service, settings, database, bootstrapServers, tokens));
        return new JavaProcess(service.id() + "-service", arguments, environment, application, log, watchdog);
    }

    private static Map<String, String> environment(
            ServiceName service,
            Settings settings,
            ServiceDatabase database,
            String bootstrapServers,
            AccessTokens tokens) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("QUARKUS_HTTP_HOST", "localhost");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(settings.ports().of(service)));
        environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", database.reactiveUrl());
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl());
        environment.put("QUARKUS_DATASOURCE_USERNAME", database.appUser());
        environment.put("QUARKUS_DATASOURCE_PASSWORD", database.appPassword());
        environment.put("QUARKUS_FLYWAY_USERNAME", database.ownerUser());
        environment.put("QUARKUS_FLYWAY_PASSWORD", database.ownerPassword());
        environment.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
        environment.put(
                "MP_JWT_VERIFY_PUBLICKEY_LOCATION", tokens.publicKey().toUri().toString());
        environment.put("QUARKUS_MAILER_HOST", "localhost");
        environment.put("QUARKUS_MAILER_PORT", Integer.toString(settings.ports().smtp()));
        environment.put("QUARKUS_MAILER_MOCK", "false");
        environment.put("QUARKUS_VERTX_EVENT_LOOPS_POOL_SIZE", "2");
        environment.put("QUARKUS_THREAD_POOL_MAX_THREADS", "16");
        return environment;
    }
}
