package io.receivables.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerIT {

    private static KafkaBroker broker;

    @BeforeAll
    static void startBroker() {
        broker = KafkaBroker.startTemporary();
        Topics.create(broker.bootstrapServers());
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void creatingTheTopicsAgainChangesNothing() {
        assertThat(Topics.create(broker.bootstrapServers())).isEmpty();
    }

    @Test
    void topicsHaveTheStatedPartitionsAndEachConsumerItsDeadLetters() throws Exception {
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()))) {
            assertThat(admin.listTopics().names().get())
                    .contains("receivables.invoicing.invoices", "receivables.invoicing.invoices.dlq.payment");
            assertThat(admin.describeTopics(List.of("receivables.invoicing.invoices"))
                            .allTopicNames()
                            .get()
                            .get("receivables.invoicing.invoices")
                            .partitions())
                    .hasSize(6);
        }
    }

    @Test
    void aTopicWithoutConsumersHasNoDeadLetters() throws Exception {
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()))) {
            assertThat(admin.listTopics().names().get())
                    .contains("receivables.payment.audit")
                    .noneMatch(name -> name.startsWith("receivables.payment.audit."));
        }
    }

    @Test
    void anUnknownTopicIsNotCreatedByWritingToIt() throws Exception {
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()))) {
            assertThatThrownBy(() -> admin.describeTopics(List.of("receivables.none"))
                            .allTopicNames()
                            .get())
                    .hasMessageContaining("This server does not host this topic-partition");
        }
    }

    @Test
    void aProbeSeesWhatAFeederSent() {
        UUID invoice = UUID.randomUUID();
        try (TopicFeeder feeder = TopicFeeder.forTenant("acme", broker.bootstrapServers());
                TopicProbe probe = TopicProbe.on("receivables.invoicing.invoices", broker.bootstrapServers())) {
            UUID first = feeder.send("InvoiceIssued.v1", invoice, 1, EventContracts.example("InvoiceIssued.v1"));
            feeder.event("InvoiceOverdue.v1", invoice, 2, EventContracts.example("InvoiceOverdue.v1"))
                    .correlationId("one-flow")
                    .send();
            feeder.send("InvoiceIssued.v1", UUID.randomUUID(), 1, EventContracts.example("InvoiceIssued.v1"));

            List<ObservedEvent> events = probe.awaitCount("acme", invoice, 2);

            assertThat(events).extracting(ObservedEvent::type).containsExactly("InvoiceIssued.v1", "InvoiceOverdue.v1");
            assertThat(events).extracting(ObservedEvent::sequence).containsExactly(1L, 2L);
            assertThat(events.get(0).id()).isEqualTo(first);
            assertThat(events.get(0).header("ce_type")).isEqualTo("receivables.InvoiceIssued.v1");
            assertThat(events.get(0).key()).isEqualTo(invoice.toString());
            assertThat(events.get(1).correlationId()).isEqualTo("one-flow");
            assertThat(events.get(0).data()).isEqualTo(EventContracts.example("InvoiceIssued.v1"));
            assertThat(probe.events("someone-else")).isEmpty();
            events.forEach(EventContracts::assertValid);
        }
    }

    @Test
    void aFeederRefusesAnEventThatBreaksTheContract() {
        try (TopicFeeder feeder = TopicFeeder.forTenant("acme", broker.bootstrapServers())) {
            assertThatThrownBy(() -> feeder.send("InvoiceOverdue.v1", UUID.randomUUID(), 1, Map.of("number", 5)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("InvoiceOverdue.v1 breaks its contract");
        }
    }

    @Test
    void aPersistentBrokerKeepsItsTopicsAndRunsInItsOwnProcess(@TempDir Path folder) throws Exception {
        int port = Ports.free();
        Process process = ChildJvm.start(
                KafkaBroker.class,
                folder.resolve("out.txt"),
                folder.resolve("kafka").toString(),
                Integer.toString(port));
        try {
            Awaits.until("topics of the first run", () -> canCreate("localhost:" + port));
        } finally {
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        try (KafkaBroker again = KafkaBroker.startPersistent(folder.resolve("kafka"), port)) {
            assertThat(Topics.create(again.bootstrapServers())).isEmpty();
        }
    }

    private static boolean canCreate(String bootstrapServers) {
        try {
            return !Topics.create(bootstrapServers).isEmpty();
        } catch (IllegalStateException notReady) {
            return false;
        }
    }
}
