package io.receivables.chassis.events;

import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A parked event with everything that is kept of it.
 *
 * @param payload as text when it is UTF-8
 * @param payloadBase64 the bytes as they came; absent when the record had no payload
 * @param error the last failure with its causes and the frames of our own code
 */
@Schema(example = ParkedEventExamples.DETAIL)
public record ParkedEventDetail(
        ParkedEvent event,
        Optional<String> key,
        List<Header> headers,
        Optional<String> payload,
        Optional<String> payloadBase64,
        Optional<String> error) {

    static ParkedEventDetail of(Row row) {
        var payload = Optional.ofNullable(row.getBuffer("payload")).map(b -> b.getBytes());
        return new ParkedEventDetail(
                ParkedEvent.of(row),
                Optional.ofNullable(row.getBuffer("record_key")).map(b -> b.toString(StandardCharsets.UTF_8)),
                row.getJsonArray("headers").stream()
                        .map(JsonObject.class::cast)
                        .map(Header::of)
                        .toList(),
                payload.flatMap(KeptRecord::text),
                payload.map(Base64.getEncoder()::encodeToString),
                Optional.ofNullable(row.getString("error")));
    }

    /**
     * One header of the record; a record may have several of one name.
     *
     * @param base64 the bytes of a value that is no clean UTF-8
     */
    public record Header(String name, Optional<String> value, Optional<String> base64) {
        static Header of(JsonObject kept) {
            var name = kept.getString("name");
            return new Header(
                    name == null ? "base64:" + kept.getString("nameBase64") : name,
                    Optional.ofNullable(kept.getString("value")),
                    Optional.ofNullable(kept.getString("base64")));
        }
    }
}
