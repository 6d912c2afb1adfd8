package io.receivables.invoicing.vatrate;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A VAT rate that was or is in force in a country.
 *
 * @param delivered whether it came with the software; a tenant's own rates stand beside those
 */
@Schema(name = "VatRate")
public record VatRate(
        UUID vatRateId,
        @Schema(examples = "HU") String country,
        @Schema(examples = "S") String category,
        @Schema(examples = "27") BigDecimal rate,
        LocalDate validFrom,
        Optional<LocalDate> validTo,
        boolean delivered) {}
