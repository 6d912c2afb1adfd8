package io.receivables.reporting.ageing.rest;

import io.receivables.chassis.rest.Page;
import io.receivables.reporting.ageing.store.AgeingQueries.AgedAccount;
import io.receivables.reporting.ageing.store.AgeingQueries.AgedTotal;
import io.receivables.reporting.freshness.Freshness;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Who owes what since when: totals over everything asked for, and one page of customers.
 *
 * @param knownAt present when the report was asked for what was known at an instant
 */
@Schema(name = "AgeingReport")
public record AgeingResponse(
        LocalDate asOf, Optional<Instant> knownAt, List<Total> totals, Page<Customer> customers, Freshness freshness) {

    /**
     * All customers in one currency.
     *
     * @param unidentifiedCash the part of unapplied whose payer is not known, and so in no customer's line
     */
    @Schema(name = "AgeingTotal")
    public record Total(String currency, AgeingAmounts amounts, BigDecimal unidentifiedCash) {
        static Total of(AgedTotal total) {
            return new Total(
                    total.balance().currency().getCurrencyCode(),
                    AgeingAmounts.of(total.balance()),
                    total.unidentified().amount());
        }
    }

    /** One customer in one currency; name and external id are absent until the customer's own event has come. */
    @Schema(name = "AgeingCustomer")
    public record Customer(UUID customerId, Optional<String> externalId, Optional<String> name, AgeingAmounts amounts) {
        static Customer of(AgedAccount account) {
            return new Customer(
                    account.customerId(), account.externalId(), account.name(), AgeingAmounts.of(account.balance()));
        }
    }
}
