package io.receivables.invoicing.invoice.model;

import java.util.Optional;

/** The customer as known when the invoice was issued; kept with the invoice. */
public record BuyerParty(
        String externalId,
        String name,
        String kind,
        String language,
        String timeZone,
        String countryCode,
        Optional<String> region,
        Optional<String> vatId) {}
