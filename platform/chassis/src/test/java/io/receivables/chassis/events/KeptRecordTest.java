package io.receivables.chassis.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class KeptRecordTest {
    @Test
    void everyHeaderIsKeptInOrderAndAsItCame() {
        var headers = new RecordHeaders();
        headers.add("twice", bytes("a"));
        headers.add("twice", bytes("b"));
        headers.add("empty", new byte[0]);
        headers.add("absent", null);
        headers.add("binary", new byte[] {(byte) 0xff, 0});
        headers.add("na\u0000me", bytes("x"));
        var kept = KeptRecord.headers(record(headers));
        assertThat(kept.stream().map(JsonObject.class::cast).map(JsonObject::encode))
                .containsExactly(
                        "{\"name\":\"twice\",\"value\":\"a\"}",
                        "{\"name\":\"twice\",\"value\":\"b\"}",
                        "{\"name\":\"empty\",\"value\":\"\"}",
                        "{\"name\":\"absent\"}",
                        "{\"name\":\"binary\",\"base64\":\"/wA=\"}",
                        "{\"nameBase64\":\"bmEAbWU=\",\"value\":\"x\"}");
        assertThat(KeptRecord.headers(kept)).isEqualTo(headers);
    }

    @Test
    void textThatTheDatabaseRefusesIsNoText() {
        assertThat(KeptRecord.text(bytes("å"))).contains("å");
        assertThat(KeptRecord.text(bytes("a\u0000"))).isEmpty();
        assertThat(KeptRecord.text(new byte[] {(byte) 0xc3})).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ConsumerRecord<String, byte[]> record(RecordHeaders headers) {
        return new ConsumerRecord<>(
                "topic", 0, 0, 0, TimestampType.CREATE_TIME, 0, 0, "key", new byte[0], headers, Optional.empty());
    }
}
