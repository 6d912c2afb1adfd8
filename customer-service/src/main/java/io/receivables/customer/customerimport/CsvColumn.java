package io.receivables.customer.customerimport;

import java.util.Arrays;
import java.util.Optional;

/** The columns a customer file can have, by their header; letter case does not matter in a file. */
enum CsvColumn {
    EXTERNAL_ID("externalId", "externalId"),
    KIND("kind", "kind"),
    NAME("name", "name"),
    VAT_ID("vatId", "vatId"),
    LANGUAGE("language", "language"),
    TIME_ZONE("timeZone", "timeZone"),
    CURRENCY("currency", "currency"),
    REGION("region", "region"),
    PAYMENT_TERMS_KIND("paymentTermsKind", "paymentTerms.kind"),
    PAYMENT_TERMS_DAYS("paymentTermsDays", "paymentTerms.days"),
    PREFERRED_CHANNEL("preferredChannel", "preferredChannel"),
    STREET("street", "address.street"),
    CITY("city", "address.city"),
    POSTAL_CODE("postalCode", "address.postalCode"),
    COUNTRY_CODE("countryCode", "address.countryCode"),
    EMAIL("email", "email"),
    PHONE("phone", "phone"),
    IBANS("ibans", "ibans["),
    CONTACT_NAME("contactName", "contacts[0].name"),
    CONTACT_EMAIL("contactEmail", "contacts[0].email"),
    CONTACT_PHONE("contactPhone", "contacts[0].phone"),
    CONTACT_ROLE("contactRole", "contacts[0].role");

    private final String header;
    private final String path;

    CsvColumn(String header, String path) {
        this.header = header;
        this.path = path;
    }

    String header() {
        return header;
    }

    static Optional<CsvColumn> ofHeader(String text) {
        return Arrays.stream(values())
                .filter(column -> column.header.equalsIgnoreCase(text.strip()))
                .findFirst();
    }

    /** The header under which a rule's field is found in a file; the field itself when no column holds it. */
    static String headerOf(String field) {
        return Arrays.stream(values())
                .filter(column -> column.path.endsWith("[") ? field.startsWith(column.path) : field.equals(column.path))
                .map(CsvColumn::header)
                .findFirst()
                .orElse(field);
    }
}
