package io.receivables.reporting.ageing.model;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * What an ageing report is asked for.
 *
 * @param asOf what had happened by the end of this day, by effective date
 * @param knownAt only what had been recorded by then; absent for all that is known now
 */
public record AgeingQuestion(
        LocalDate asOf, Optional<Instant> knownAt, Optional<String> currency, Optional<UUID> customerId) {}
