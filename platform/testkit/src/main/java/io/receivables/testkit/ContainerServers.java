package io.receivables.testkit;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** The same two servers from a container engine (Maven profile {@code containers}). */
final class ContainerServers implements SharedServers.TestServers {

    private static final String SUPERUSER = "postgres";

    private final PostgreSQLContainer postgres;
    private final KafkaContainer kafka;

    private ContainerServers(PostgreSQLContainer postgres, KafkaContainer kafka) {
        this.postgres = postgres;
        this.kafka = kafka;
    }

    static ContainerServers start() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new IllegalStateException("The profile 'containers' needs a running Docker engine and none answers;"
                    + " start one, or run the tests without -Pcontainers.");
        }
        PostgreSQLContainer postgres = new PostgreSQLContainer(
                        image("receivables.containers.postgres", "postgres:18", "postgres"))
                .withUsername(SUPERUSER)
                .withPassword(SUPERUSER);
        KafkaContainer kafka = new KafkaContainer(
                        image("receivables.containers.kafka", "apache/kafka:4.1.1", "apache/kafka"))
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
        Startables.deepStart(postgres, kafka).join();
        return new ContainerServers(postgres, kafka);
    }

    private static DockerImageName image(String property, String fallback, String compatibleWith) {
        String environment =
                System.getenv(property.toUpperCase(java.util.Locale.ROOT).replace('.', '_'));
        String name = System.getProperty(property, environment == null ? fallback : environment);
        return DockerImageName.parse(name).asCompatibleSubstituteFor(compatibleWith);
    }

    @Override
    public String bootstrapServers() {
        return kafka.getBootstrapServers();
    }

    @Override
    public ServiceDatabase createServiceDatabase(String service) {
        return ServiceDatabase.create(service, postgres.getHost(), postgres.getFirstMappedPort(), SUPERUSER, SUPERUSER);
    }

    @Override
    public void close() {
        postgres.stop();
        kafka.stop();
    }
}
