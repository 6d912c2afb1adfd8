package io.receivables.customer.customer.model;

import java.time.ZoneId;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Everything about a customer that can be changed, complete and valid; made by {@link ProfileRules} only from checked
 * input.
 *
 * @param externalId the customer's id in the system it comes from; unique per tenant
 * @param language ISO 639-1
 * @param region the tenant's own division of its market, free text
 * @param ibans accounts the customer pays from, in electronic format (no spaces)
 */
public record CustomerProfile(
        String externalId,
        CustomerKind kind,
        String name,
        Optional<String> vatId,
        String language,
        ZoneId timeZone,
        Currency currency,
        Optional<String> region,
        PaymentTerms paymentTerms,
        Channel preferredChannel,
        Address address,
        List<Contact> contacts,
        Optional<String> email,
        Optional<String> phone,
        List<String> ibans) {

    private static final Map<String, Function<CustomerProfile, Object>> FIELDS = fields();

    public CustomerProfile {
        contacts = List.copyOf(contacts);
        ibans = List.copyOf(ibans);
    }

    /** Names of the fields in which the other profile differs, in the order of the published event; empty when equal. */
    public List<String> differencesTo(CustomerProfile other) {
        return FIELDS.entrySet().stream()
                .filter(field -> !Objects.equals(
                        field.getValue().apply(this), field.getValue().apply(other)))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Map<String, Function<CustomerProfile, Object>> fields() {
        var fields = new LinkedHashMap<String, Function<CustomerProfile, Object>>();
        fields.put("externalId", CustomerProfile::externalId);
        fields.put("kind", CustomerProfile::kind);
        fields.put("name", CustomerProfile::name);
        fields.put("vatId", CustomerProfile::vatId);
        fields.put("language", CustomerProfile::language);
        fields.put("timeZone", CustomerProfile::timeZone);
        fields.put("currency", CustomerProfile::currency);
        fields.put("region", CustomerProfile::region);
        fields.put("paymentTerms", CustomerProfile::paymentTerms);
        fields.put("preferredChannel", CustomerProfile::preferredChannel);
        fields.put("address", CustomerProfile::address);
        fields.put("contacts", CustomerProfile::contacts);
        fields.put("email", CustomerProfile::email);
        fields.put("phone", CustomerProfile::phone);
        fields.put("ibans", CustomerProfile::ibans);
        return fields;
    }
}
