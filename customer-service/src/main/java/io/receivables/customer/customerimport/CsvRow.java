package io.receivables.customer.customerimport;

import io.receivables.customer.customer.model.CustomerProfile;
import io.receivables.customer.customer.model.ProfileDraft;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One row of a customer file. A column that the file does not have leaves the stored value alone; an empty cell of a
 * column that it has removes it.
 *
 * @param number as a spreadsheet shows it: the header is row 1
 * @param duplicate whether an earlier row of the file has the same external id
 * @param complete whether the row has as many cells as the header; the cells are empty otherwise
 */
record CsvRow(int number, Map<CsvColumn, String> cells, boolean duplicate, boolean complete) {
    private static final Pattern IBAN_SEPARATOR = Pattern.compile("[|]");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final ProfileDraft EMPTY = new ProfileDraft(
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            new ProfileDraft.AddressDraft(null, null, null, null),
            List.of(),
            null,
            null,
            List.of());

    String externalId() {
        return Optional.ofNullable(cells.get(CsvColumn.EXTERNAL_ID)).orElse("").strip();
    }

    /** Whether the term's days can be read; the rules can judge a number only. */
    boolean hasReadableDays() {
        return days().isEmpty() || WHOLE_NUMBER.matcher(days()).matches();
    }

    /** What the row says, on top of what is stored. */
    ProfileDraft over(Optional<CustomerProfile> stored) {
        var base = stored.map(ProfileDraft::of).orElse(EMPTY);
        return new ProfileDraft(
                text(CsvColumn.EXTERNAL_ID, base.externalId()),
                text(CsvColumn.KIND, base.kind()),
                text(CsvColumn.NAME, base.name()),
                text(CsvColumn.VAT_ID, base.vatId()),
                text(CsvColumn.LANGUAGE, base.language()),
                text(CsvColumn.TIME_ZONE, base.timeZone()),
                text(CsvColumn.CURRENCY, base.currency()),
                text(CsvColumn.REGION, base.region()),
                terms(base.paymentTerms()),
                text(CsvColumn.PREFERRED_CHANNEL, base.preferredChannel()),
                address(base.address()),
                contacts(base.contacts()),
                text(CsvColumn.EMAIL, base.email()),
                text(CsvColumn.PHONE, base.phone()),
                ibans(base.ibans()));
    }

    private String text(CsvColumn column, String stored) {
        return cells.containsKey(column) ? cells.get(column) : stored;
    }

    private String days() {
        return Optional.ofNullable(cells.get(CsvColumn.PAYMENT_TERMS_DAYS))
                .orElse("")
                .strip();
    }

    private ProfileDraft.TermsDraft terms(ProfileDraft.TermsDraft stored) {
        var hasKind = cells.containsKey(CsvColumn.PAYMENT_TERMS_KIND);
        var hasDays = cells.containsKey(CsvColumn.PAYMENT_TERMS_DAYS);
        var kind = hasKind ? cells.get(CsvColumn.PAYMENT_TERMS_KIND) : stored == null ? null : stored.kind();
        var days = hasDays ? number(days()) : stored == null ? null : stored.days();
        return (kind == null || kind.isBlank()) && days == null ? null : new ProfileDraft.TermsDraft(kind, days);
    }

    private static Integer number(String text) {
        return WHOLE_NUMBER.matcher(text).matches() ? Integer.valueOf(text) : null;
    }

    private ProfileDraft.AddressDraft address(ProfileDraft.AddressDraft stored) {
        return new ProfileDraft.AddressDraft(
                text(CsvColumn.STREET, stored.street()),
                text(CsvColumn.CITY, stored.city()),
                text(CsvColumn.POSTAL_CODE, stored.postalCode()),
                text(CsvColumn.COUNTRY_CODE, stored.countryCode()));
    }

    private List<String> ibans(List<String> stored) {
        if (!cells.containsKey(CsvColumn.IBANS)) {
            return stored;
        }
        return IBAN_SEPARATOR
                .splitAsStream(cells.get(CsvColumn.IBANS))
                .filter(iban -> !iban.isBlank())
                .toList();
    }

    /** A file knows one contact; its columns replace all stored ones. */
    private List<ProfileDraft.ContactDraft> contacts(List<ProfileDraft.ContactDraft> stored) {
        var columns = List.of(
                CsvColumn.CONTACT_NAME, CsvColumn.CONTACT_EMAIL, CsvColumn.CONTACT_PHONE, CsvColumn.CONTACT_ROLE);
        if (columns.stream().noneMatch(cells::containsKey)) {
            return stored;
        }
        var values = columns.stream().map(cells::get).flatMap(Stream::ofNullable);
        if (values.allMatch(String::isBlank)) {
            return List.of();
        }
        return List.of(new ProfileDraft.ContactDraft(
                cells.get(CsvColumn.CONTACT_NAME),
                cells.get(CsvColumn.CONTACT_EMAIL),
                cells.get(CsvColumn.CONTACT_PHONE),
                cells.get(CsvColumn.CONTACT_ROLE)));
    }
}
