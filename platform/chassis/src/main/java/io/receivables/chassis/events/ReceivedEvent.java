package io.receivables.chassis.events;

import com.fasterxml.jackson.core.JacksonException;
import io.receivables.chassis.json.Json;
import io.receivables.chassis.tx.Cause;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;

/**
 * An event as a consumer sees it, its envelope checked and its payload still bytes.
 *
 * @param type name and version, for example {@code InvoiceIssued.v1}
 * @param subject id of the aggregate
 * @param sequence version of the aggregate, gap-free from 1
 * @param time when it happened, by the tenant's clock
 * @param recordedAt when the broker got it, by the machine's clock
 * @param cause what a transaction that follows from this event carries on
 */
public record ReceivedEvent(
        UUID id,
        String type,
        String tenant,
        UUID subject,
        long sequence,
        Instant time,
        Instant recordedAt,
        Origin origin,
        Cause cause,
        byte[] data) {

    /** Reads the payload into a private copy with only the fields this service needs; other fields are ignored. */
    public <T> T as(Class<T> type) {
        T payload;
        try {
            payload = Json.read(data, type);
        } catch (JacksonException e) {
            throw new PoisonEventException("The payload is not readable as " + type.getSimpleName(), e);
        } catch (IOException e) {
            // Bytes in memory cannot fail to be read: their encoding is broken, which must not look like a lost
            // network.
            throw new PoisonEventException("The payload is not readable: " + e.getMessage(), null);
        }
        if (payload == null) {
            throw new PoisonEventException("The payload is null instead of " + type.getSimpleName(), null);
        }
        return payload;
    }

    ReceivedEvent withCause(Cause other) {
        return new ReceivedEvent(id, type, tenant, subject, sequence, time, recordedAt, origin, other, data);
    }

    /** Where the event was read. */
    public record Origin(String topic, int partition, long offset) {}
}
