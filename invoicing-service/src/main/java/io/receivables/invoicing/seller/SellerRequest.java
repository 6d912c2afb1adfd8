package io.receivables.invoicing.seller;

import io.receivables.chassis.problem.FieldError;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.time.TimeZones;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.iban4j.Iban4jException;
import org.iban4j.IbanUtil;

/** A seller entity as an administrator states it. */
@Schema(name = "SellerRequest")
public record SellerRequest(
        @NotBlank @Size(max = 200) @Schema(examples = "Danube Trading Kft.") String name,
        @NotNull @Valid AddressRequest address,
        @NotNull
                @Pattern(regexp = "[A-Z0-9]{4,20}", message = "must be 4 to 20 capital letters and digits")
                @Schema(examples = "HU12345676")
                String vatId,
        @NotBlank @Schema(examples = "HU42117730161111101800000000") String iban,
        @Schema(examples = "Europe/Budapest", description = "IANA zone of the legal day; by country when absent.")
                String timeZone,
        @NotNull @Valid NumberingRequest numberingSeries) {

    /** Postal address. */
    @Schema(name = "AddressRequest")
    public record AddressRequest(
            @NotBlank @Size(max = 200) @Schema(examples = "Váci út 1") String street,
            @NotBlank @Size(max = 100) @Schema(examples = "Budapest") String city,
            @NotBlank @Size(max = 20) @Schema(examples = "1132") String postalCode,
            @NotNull
                    @Pattern(regexp = "[A-Z]{2}", message = "must be an ISO 3166-1 alpha-2 code")
                    @Schema(examples = "HU")
                    String countryCode) {}

    /** The series that give invoices and credit notes their numbers; a new prefix starts a new series at 1. */
    @Schema(name = "NumberingSeriesRequest")
    public record NumberingRequest(
            @NotBlank @Schema(examples = "INV-2026-") String invoicePrefix,
            @NotBlank @Schema(examples = "CN-2026-") String creditNotePrefix,
            @Min(1) @Max(9) @Schema(examples = "6", description = "Digits to zero-pad to; 6 when absent.")
                    Integer numberWidth) {}

    Seller toSeller(UUID id, long version) {
        var invoices = NumberingPrefix.of(numberingSeries.invoicePrefix(), "numberingSeries.invoicePrefix");
        var creditNotes = NumberingPrefix.of(numberingSeries.creditNotePrefix(), "numberingSeries.creditNotePrefix");
        if (invoices.clashesWith(creditNotes)) {
            throw invalid(
                    "numberingSeries.creditNotePrefix", "ambiguous_prefix", "cannot be told from the invoice prefix");
        }
        return new Seller(
                id,
                version,
                name.trim(),
                new Address(address.street(), address.city(), address.postalCode(), address.countryCode()),
                vatId,
                validIban(),
                zone(),
                invoices,
                creditNotes,
                numberingSeries.numberWidth() == null ? 6 : numberingSeries.numberWidth());
    }

    private String validIban() {
        var compact = iban.replace(" ", "").toUpperCase(Locale.ROOT);
        try {
            IbanUtil.validate(compact);
            return compact;
        } catch (Iban4jException e) {
            throw invalid("iban", "invalid_iban", "is not a valid IBAN");
        }
    }

    private ZoneId zone() {
        return timeZone == null
                ? Seller.defaultZone(address.countryCode())
                : TimeZones.of(timeZone)
                        .orElseThrow(() -> invalid("timeZone", "unknown_time_zone", "is not an IANA time zone"));
    }

    private static Problem invalid(String field, String code, String message) {
        return Problem.invalid(List.of(new FieldError(field, code, message)));
    }
}
