package io.receivables.customer.customer.rest;

import io.receivables.customer.customer.model.ProfileDraft;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A customer as a client states it; on a change it replaces the whole profile, what is left out is removed. */
@Schema(
        name = "CustomerRequest",
        requiredProperties = {"externalId", "kind", "name", "timeZone", "currency", "address"})
public record CustomerRequest(
        @Schema(description = "Id in the system the customer comes from; unique per tenant", maxLength = 64)
                String externalId,
        @Schema(enumeration = {"COMPANY", "PERSON"}) String kind,
        @Schema(maxLength = 200) String name,
        @Schema(description = "Tax number; spaces and dashes are removed") String vatId,
        @Schema(description = "ISO 639-1; reminders exist in hu, hr, ro, zh, da, en, de", defaultValue = "en")
                String language,
        @Schema(description = "IANA time zone; days are judged in it", examples = "Europe/Budapest") String timeZone,
        @Schema(description = "ISO 4217", examples = "EUR") String currency,
        @Schema(description = "Your own division of the market") String region,
        @Schema(description = "NET 30 when left out") TermsBody paymentTerms,
        @Schema(
                        enumeration = {"EMAIL", "SMS", "LETTER", "PHONE", "VISIT"},
                        description = "EMAIL when there is an e-mail address, else LETTER, when left out")
                String preferredChannel,
        AddressBody address,
        @Schema(maxItems = 20) List<ContactBody> contacts,
        String email,
        @Schema(description = "5 to 15 digits, + for international numbers; punctuation is removed") String phone,
        @Schema(description = "Accounts the customer pays from; spaces are removed", maxItems = 20)
                List<String> ibans) {

    /** Payment terms in a request. */
    @Schema(
            name = "PaymentTermsRequest",
            requiredProperties = {"kind", "days"})
    public record TermsBody(
            @Schema(enumeration = {"NET", "END_OF_MONTH"}) String kind,
            @Schema(minimum = "0", maximum = "365") Integer days) {}

    /** Address in a request. */
    @Schema(
            name = "AddressRequest",
            requiredProperties = {"street", "city", "postalCode", "countryCode"})
    public record AddressBody(
            String street,
            String city,
            String postalCode,
            @Schema(description = "ISO 3166-1 alpha-2", examples = "HU") String countryCode) {}

    /** Contact in a request. */
    @Schema(
            name = "ContactRequest",
            requiredProperties = {"name"})
    public record ContactBody(String name, String email, String phone, String role) {}

    ProfileDraft toDraft() {
        return new ProfileDraft(
                externalId,
                kind,
                name,
                vatId,
                language,
                timeZone,
                currency,
                region,
                paymentTerms == null ? null : new ProfileDraft.TermsDraft(paymentTerms.kind(), paymentTerms.days()),
                preferredChannel,
                address == null
                        ? null
                        : new ProfileDraft.AddressDraft(
                                address.street(), address.city(), address.postalCode(), address.countryCode()),
                contacts == null
                        ? null
                        : contacts.stream().map(CustomerRequest::contact).toList(),
                email,
                phone,
                ibans);
    }

    private static ProfileDraft.ContactDraft contact(ContactBody body) {
        return body == null
                ? new ProfileDraft.ContactDraft(null, null, null, null)
                : new ProfileDraft.ContactDraft(body.name(), body.email(), body.phone(), body.role());
    }
}
