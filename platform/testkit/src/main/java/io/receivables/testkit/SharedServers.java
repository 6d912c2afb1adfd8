package io.receivables.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * PostgreSQL and Kafka of one test JVM. Quarkus loads test classes by several class loaders, so the servers live in the system class
 * loader and only JDK types cross the border.
 */
public final class SharedServers {

    /** System property with the Kafka bootstrap address, for probes and feeders. */
    static final String KAFKA = "receivables.testkit.kafka";

    private static TestServers servers;

    private SharedServers() {}

    /** Starts what is not running yet, creates the database of the service and returns the settings a service needs to use them. */
    static Map<String, String> startFor(String service) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        ClassLoader system = ClassLoader.getSystemClassLoader();
        try {
            thread.setContextClassLoader(system);
            Class<?> shared = Class.forName(SharedServers.class.getName(), true, system);
            @SuppressWarnings("unchecked")
            Map<String, String> settings = (Map<String, String>)
                    shared.getMethod("settingsFor", String.class).invoke(null, service);
            return settings;
        } catch (java.lang.reflect.InvocationTargetException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The testkit is not on the class path of the test JVM", e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Called through the system class loader only. */
    public static synchronized Map<String, String> settingsFor(String service) {
        if (servers == null) {
            servers = start();
            System.setProperty(KAFKA, servers.bootstrapServers());
            Topics.create(servers.bootstrapServers());
            Runtime.getRuntime().addShutdownHook(new Thread(servers::close, "testkit-stop"));
        }
        ServiceDatabase database = servers.createServiceDatabase(service);
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("quarkus.datasource.reactive.url", database.reactiveUrl());
        settings.put("quarkus.datasource.jdbc.url", database.jdbcUrl());
        settings.put("quarkus.datasource.username", database.appUser());
        settings.put("quarkus.datasource.password", database.appPassword());
        settings.put("quarkus.flyway.username", database.ownerUser());
        settings.put("quarkus.flyway.password", database.ownerPassword());
        settings.put("kafka.bootstrap.servers", servers.bootstrapServers());
        return settings;
    }

    private static TestServers start() {
        boolean containers = Boolean.getBoolean("receivables.containers")
                || "true".equalsIgnoreCase(System.getenv("RECEIVABLES_CONTAINERS"));
        return containers ? ContainerServers.start() : embedded();
    }

    /** Both at once; when one fails the other does not stay behind. */
    private static TestServers embedded() {
        CompletableFuture<PostgresServer> postgres = CompletableFuture.supplyAsync(PostgresServer::startTemporary);
        CompletableFuture<KafkaBroker> kafka = CompletableFuture.supplyAsync(KafkaBroker::startTemporary);
        try {
            return new EmbeddedServers(postgres.join(), kafka.join());
        } catch (CompletionException e) {
            closeWhenStarted(postgres);
            closeWhenStarted(kafka);
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        }
    }

    private static void closeWhenStarted(CompletableFuture<? extends AutoCloseable> server) {
        try {
            server.join().close();
        } catch (CompletionException notStarted) {
            // It is the failure that is reported.
        } catch (Exception e) {
            System.err.println("A server of the testkit did not stop: " + e.getMessage());
        }
    }

    /** The pair of servers, whatever runs them. */
    interface TestServers extends AutoCloseable {
        String bootstrapServers();

        ServiceDatabase createServiceDatabase(String service);

        @Override
        void close();
    }

    private record EmbeddedServers(PostgresServer postgres, KafkaBroker kafka) implements TestServers {
        @Override
        public String bootstrapServers() {
            return kafka.bootstrapServers();
        }

        @Override
        public ServiceDatabase createServiceDatabase(String service) {
            return postgres.createServiceDatabase(service);
        }

        @Override
        public void close() {
            postgres.close();
            kafka.close();
        }
    }
}
