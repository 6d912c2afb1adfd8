package io.receivables.chassis.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class CloudEventHeadersTest {
    private static final String SUBJECT = "01931f0e-0000-7000-8000-000000000001";
    private static final Map<String, String> GOOD = Map.of(
            "ce_id", "01931f0e-0000-7000-8000-000000000002",
            "ce_type", "receivables.Probe.v1",
            "ce_subject", SUBJECT,
            "ce_time", "2025-03-01T12:00:00Z",
            "ce_tenantid", "acme",
            "ce_sequence", "7",
            "ce_correlationid", "a\u0000",
            "traceparent", "nonsense");

    @Test
    void whatDoesNoHarmIsLeftOutInsteadOfRefused() {
        var event = CloudEventHeaders.read(record(Map.of(), 1), "test");
        assertThat(event.sequence()).isEqualTo(7);
        assertThat(event.cause().correlationId()).isEqualTo(event.id().toString());
        assertThat(event.cause().traceParent()).isEmpty();
    }

    @Test
    void anIdMustBeAWholeUuid() {
        assertThatThrownBy(() -> CloudEventHeaders.read(record(Map.of("ce_id", "1-1-1-1-1"), 1), "test"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ce_id is not a UUID");
    }

    @Test
    void twoTenantsAreNoTenant() {
        var ambiguous = record(Map.of(), 1);
        ambiguous.headers().add("ce_tenantid", "acme".getBytes(StandardCharsets.UTF_8));
        assertThat(CloudEventHeaders.tenant(ambiguous)).contains("acme");
        ambiguous.headers().add("ce_tenantid", "other".getBytes(StandardCharsets.UTF_8));
        assertThat(CloudEventHeaders.tenant(ambiguous)).isEmpty();
        assertThatThrownBy(() -> CloudEventHeaders.read(ambiguous, "test"))
                .hasMessageContaining("ce_tenantid is there more than once");
    }

    @Test
    void theReadablePartsOfAnUnreadableEnvelopeAreKept() {
        var fragments = CloudEventHeaders.fragments(record(Map.of("ce_time", "yesterday", "ce_id", "17"), 1));
        assertThat(fragments.subject()).contains(UUID.fromString(SUBJECT));
        assertThat(fragments.sequence()).contains(7L);
        assertThat(fragments.id()).isEmpty();
    }

    @Test
    void aTimestampThatCannotBeStoredIsCutToOneThatCan() {
        assertThat(CloudEventHeaders.recordedAt(record(Map.of(), -1))).isEqualTo(Instant.EPOCH);
        assertThat(CloudEventHeaders.recordedAt(record(Map.of(), Long.MAX_VALUE)))
                .isBefore(Instant.parse("+10000-01-01T00:00:00Z"));
    }

    private static ConsumerRecord<String, byte[]> record(Map<String, String> changes, long timestamp) {
        var all = new TreeMap<>(GOOD);
        all.putAll(changes);
        var headers = new RecordHeaders();
        all.forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return new ConsumerRecord<>(
                "topic",
                0,
                0,
                timestamp,
                TimestampType.CREATE_TIME,
                0,
                0,
                "key",
                new byte[0],
                headers,
                Optional.empty());
    }
}
