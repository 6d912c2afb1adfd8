package io.receivables.invoicing.vatrate;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A VAT rate to be accepted on invoices from a date on; the categories without VAT need no row. */
@Schema(name = "VatRateRequest")
public record VatRateRequest(
        @NotNull @Pattern(regexp = "[A-Z]{2}", message = "must be an ISO 3166-1 alpha-2 code") @Schema(examples = "HU")
                String country,
        @NotNull @Pattern(regexp = "S", message = "must be S; other categories have no rate") @Schema(examples = "S")
                String category,
        @NotNull
                @DecimalMin(value = "0", inclusive = false)
                @DecimalMax(value = "100", inclusive = false)
                @Digits(integer = 2, fraction = 3)
                @Schema(examples = "28")
                BigDecimal rate,
        @NotNull @Schema(examples = "2027-01-01") LocalDate validFrom,
        @Schema(examples = "2027-12-31") LocalDate validTo) {}
