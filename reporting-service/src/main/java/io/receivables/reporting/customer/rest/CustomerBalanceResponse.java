package io.receivables.reporting.customer.rest;

import io.receivables.reporting.ageing.rest.AgeingAmounts;
import io.receivables.reporting.freshness.Freshness;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What one customer owes, by currency and age. */
@Schema(name = "CustomerBalance")
public record CustomerBalanceResponse(
        UUID customerId,
        Optional<String> externalId,
        Optional<String> name,
        LocalDate asOf,
        Optional<Instant> knownAt,
        List<AgeingAmounts> balances,
        Freshness freshness) {}
