package io.receivables.chassis.operations;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** How long the rows of the mechanics are kept; the outbox's is the window within which topics can be re-published. */
@ConfigMapping(prefix = "receivables.retention")
public interface RetentionConfig {
    /** Age after which a published event is removed from the outbox. */
    Duration outbox();

    /** Age after which a received event's id is forgotten; the aggregate's position still guards against doubling. */
    Duration inbox();

    /** Age after which an Idempotency-Key may be used anew. */
    Duration idempotencyKeys();
}
