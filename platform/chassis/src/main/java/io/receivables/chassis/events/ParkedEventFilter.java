package io.receivables.chassis.events;

import io.receivables.chassis.events.ParkedEvent.Kind;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Which parked events are meant; what is absent does not matter.
 *
 * @param consumer for example {@code payment-service.invoices}
 */
@Schema(example = ParkedEventExamples.FILTER)
record ParkedEventFilter(
        Optional<Kind> kind,
        Optional<@Pattern(regexp = NAME, message = "is no name of a consumer") String> consumer,
        Optional<@Pattern(regexp = NAME, message = "is no name of a topic") String> topic,
        Optional<UUID> aggregateId) {
    static final String NAME = "[A-Za-z0-9._-]{1,200}";

    /** The condition on rows, with the parameters that {@link #parameters} gives from {@code $2} on. */
    static final String CONDITION =
            """
            tenant_id = $1 and ($2::text is null or reason = $2) and ($3::text is null or consumer = $3)
               and ($4::text is null or topic = $4) and ($5::uuid is null or aggregate_id = $5)""";

    Object[] parameters(String tenant, Object... more) {
        var all = new Object[5 + more.length];
        all[0] = tenant;
        all[1] = kind.map(Kind::name).orElse(null);
        all[2] = consumer.orElse(null);
        all[3] = topic.orElse(null);
        all[4] = aggregateId.orElse(null);
        System.arraycopy(more, 0, all, 5, more.length);
        return all;
    }
}
