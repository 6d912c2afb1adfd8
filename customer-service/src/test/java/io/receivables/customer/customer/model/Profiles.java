package io.receivables.customer.customer.model;

import java.util.List;

/** Profiles and drafts for tests. */
public final class Profiles {
    private Profiles() {}

    /** Everything filled in. */
    public static ProfileDraft fullDraft() {
        return new ProfileDraft(
                "C-1001",
                "COMPANY",
                "Duna Pékség Kft.",
                "HU 12345678",
                "HU",
                "Europe/Budapest",
                "huf",
                "Budapest",
                new ProfileDraft.TermsDraft("END_OF_MONTH", 15),
                "EMAIL",
                new ProfileDraft.AddressDraft("Váci út 1.", "Budapest", "1133", "hu"),
                List.of(new ProfileDraft.ContactDraft("Kovács Anna", "anna@example.com", "+36 1 234 5678", "AP")),
                "penzugy@example.com",
                "+36 (1) 234-5678",
                List.of("HU42 1177 3016 1111 1018 0000 0000", "hu42117730161111101800000000"));
    }

    /** Only what is required. */
    public static ProfileDraft minimalDraft() {
        return new ProfileDraft(
                "P-1",
                "PERSON",
                "Ana Horvat",
                null,
                null,
                "Europe/Zagreb",
                "EUR",
                null,
                null,
                null,
                new ProfileDraft.AddressDraft("Ilica 1", "Zagreb", "10000", "HR"),
                null,
                null,
                null,
                null);
    }

    public static CustomerProfile full() {
        return valid(fullDraft());
    }

    public static CustomerProfile minimal() {
        return valid(minimalDraft());
    }

    public static CustomerProfile valid(ProfileDraft draft) {
        return ((Checked.Valid) ProfileRules.check(draft)).profile();
    }

    /** The full profile under another name. */
    public static CustomerProfile named(String name) {
        var draft = fullDraft();
        return valid(new ProfileDraft(
                draft.externalId(),
                draft.kind(),
                name,
                draft.vatId(),
                draft.language(),
                draft.timeZone(),
                draft.currency(),
                draft.region(),
                draft.paymentTerms(),
                draft.preferredChannel(),
                draft.address(),
                draft.contacts(),
                draft.email(),
                draft.phone(),
                draft.ibans()));
    }
}
