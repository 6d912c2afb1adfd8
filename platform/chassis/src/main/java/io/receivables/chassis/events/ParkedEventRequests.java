package io.receivables.chassis.events;

import io.receivables.chassis.events.ParkedEvent.Kind;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a person asks of parked events, and what comes of it. */
public final class ParkedEventRequests {
    private static final String PRINTABLE = "[^\\x00]*";
    private static final String NO_NUL = "must not contain NUL characters";

    private ParkedEventRequests() {}

    /** Why a person decides on a parked event; kept in the audit trail. */
    @Schema(example = "{\"reason\":\"mended in 1.0.1\"}")
    public record Decision(@NotBlank @Size(max = 500) @Pattern(regexp = PRINTABLE, message = NO_NUL) String reason) {}

    /** Tries all open parked events again that match; without a filter all of the tenant. */
    @Schema(example = ParkedEventExamples.FILTER)
    public record BulkRedrive(
            @NotBlank @Size(max = 500) @Pattern(regexp = PRINTABLE, message = NO_NUL) String reason,
            Optional<Kind> kind,
            Optional<@Pattern(regexp = ParkedEventFilter.NAME) String> consumer,
            Optional<@Pattern(regexp = ParkedEventFilter.NAME) String> topic,
            Optional<UUID> aggregateId) {
        ParkedEventFilter filter() {
            return new ParkedEventFilter(kind, consumer, topic, aggregateId);
        }
    }

    /**
     * Passes over events of an aggregate that will never arrive.
     *
     * @param toSequence the event the aggregate goes on with; everything missing before it is given up
     */
    @Schema(example = ParkedEventExamples.SKIP)
    public record Skip(
            @NotNull @Pattern(regexp = ParkedEventFilter.NAME) String consumer,
            @NotNull @Pattern(regexp = ParkedEventFilter.NAME) String topic,
            @NotNull UUID aggregateId,
            @Min(2) @Max(CloudEventHeaders.MAX_SEQUENCE) long toSequence,
            @NotBlank @Size(max = 500) @Pattern(regexp = PRINTABLE, message = NO_NUL) String reason) {}

    /**
     * What a decision led to.
     *
     * @param applied events applied now, the followers included
     * @param failed events that threw again; their newest error is kept
     */
    @Schema(example = ParkedEventExamples.OUTCOME)
    public record Outcome(int applied, int failed, @Valid ParkedEvent event) {}

    /**
     * What trying many again led to.
     *
     * @param matched open events that matched and were looked at
     * @param applied events applied now, followers that did not match included
     * @param failed events that threw again, or that nobody can apply any more
     * @param more whether more match than one call takes; call again
     */
    @Schema(example = ParkedEventExamples.BULK_OUTCOME)
    public record BulkOutcome(int matched, int applied, int failed, boolean more) {}

    /** The sequences that were given up, both ends included. */
    @Schema(example = ParkedEventExamples.SKIPPED)
    public record Skipped(String consumer, String topic, UUID aggregateId, long fromSequence, long toSequence) {}
}
