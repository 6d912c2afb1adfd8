package io.receivables.customer.customer.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileRulesTest {
    @Test
    void aFullDraftIsNormalised() {
        var profile = Profiles.full();

        assertThat(profile.vatId()).contains("HU12345678");
        assertThat(profile.language()).isEqualTo("hu");
        assertThat(profile.timeZone()).isEqualTo(ZoneId.of("Europe/Budapest"));
        assertThat(profile.currency()).isEqualTo(Currency.getInstance("HUF"));
        assertThat(profile.paymentTerms()).isEqualTo(new PaymentTerms(PaymentTerms.Kind.END_OF_MONTH, 15));
        assertThat(profile.address().countryCode()).isEqualTo("HU");
        assertThat(profile.phone()).contains("+3612345678");
        assertThat(profile.ibans()).containsExactly("HU42117730161111101800000000");
    }

    @Test
    void aMinimalDraftGetsTheDefaults() {
        var profile = Profiles.minimal();

        assertThat(profile.language()).isEqualTo("en");
        assertThat(profile.paymentTerms()).isEqualTo(new PaymentTerms(PaymentTerms.Kind.NET, 30));
        assertThat(profile.preferredChannel()).isEqualTo(Channel.LETTER);
        assertThat(profile.contacts()).isEmpty();
        assertThat(profile.ibans()).isEmpty();
    }

    @Test
    void aProfileIsItsOwnDraft() {
        for (var profile : List.of(Profiles.full(), Profiles.minimal())) {
            assertThat(Profiles.valid(ProfileDraft.of(profile))).isEqualTo(profile);
        }
    }

    @Test
    void anEmptyDraftNamesEverythingThatIsMissing() {
        var nothing = new ProfileDraft(
                null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

        assertThat(violations(nothing))
                .allSatisfy(violation -> assertThat(violation.code()).isEqualTo("required"))
                .extracting(Violation::field)
                .containsExactly(
                        "externalId",
                        "kind",
                        "name",
                        "timeZone",
                        "currency",
                        "address.street",
                        "address.city",
                        "address.postalCode",
                        "address.countryCode");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 30, 365})
    void termsOfUpToAYearAreAccepted(int days) {
        assertThat(Profiles.valid(withTerms("NET", days)).paymentTerms().days()).isEqualTo(days);
    }

    @ParameterizedTest
    @CsvSource({
        "NET,   -1,  payment_terms_days_out_of_range",
        "NET,   366, payment_terms_days_out_of_range",
        "NET,   ,    required",
        "LATER, 30,  payment_terms_kind_unknown",
        ",      30,  required",
    })
    void otherTermsAreRefused(String kind, Integer days, String code) {
        assertThat(violations(withTerms(kind, days)))
                .extracting(Violation::code)
                .containsExactly(code);
    }

    @ParameterizedTest
    @CsvSource({
        "EMAIL,  false, false, false",
        "EMAIL,  true,  false, true",
        "SMS,    true,  false, false",
        "SMS,    false, true,  true",
        "PHONE,  false, false, false",
        "PHONE,  false, true,  true",
        "LETTER, false, false, true",
        "VISIT,  false, false, true",
    })
    void aPreferredChannelMustBeUsable(String channel, boolean email, boolean phone, boolean accepted) {
        var draft = withChannel(channel, email ? "a@b.hu" : null, phone ? "+36123456" : null, List.of());

        if (accepted) {
            assertThat(Profiles.valid(draft).preferredChannel()).isEqualTo(Channel.valueOf(channel));
        } else {
            assertThat(violations(draft)).extracting(Violation::code).containsExactly("channel_unreachable");
        }
    }

    @Test
    void aContactsAddressMakesAChannelUsableToo() {
        var contact = new ProfileDraft.ContactDraft("Anna", "anna@example.com", null, null);

        assertThat(Profiles.valid(withChannel("EMAIL", null, null, List.of(contact)))
                        .preferredChannel())
                .isEqualTo(Channel.EMAIL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a@b", "a b@c.de", "@c.de", "a@c.de,b@c.de", "a@-", "a@c..de", "<a@c.de>"})
    void whatIsNoEmailAddressIsRefused(String email) {
        assertThat(violations(withChannel("LETTER", email, null, List.of())))
                .extracting(Violation::code)
                .containsExactly("email_invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234", "12345678901234567", "++361234567", "+36 x 234", "３６１２３４５"})
    void whatIsNoTelephoneNumberIsRefused(String phone) {
        assertThat(violations(withChannel("LETTER", null, phone, List.of())))
                .extracting(Violation::code)
                .containsExactly("phone_invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HU42117730161111101800000001",
                "DE00370400440532013000",
                "XX89370400440532013000",
                "DE893704004405320130001",
                "DE8937040044053201300",
                "DE89",
                "D",
                "DE89 3704 0044 0532 0130 0Ö",
            })
    void anIbanWithAnyFlawIsRefused(String iban) {
        assertThat(violations(withIbans(List.of("DE89370400440532013000", iban))))
                .extracting(violation -> violation.field() + " " + violation.code())
                .containsExactly("ibans[1] iban_invalid");
    }

    @Test
    void listsHaveALimit() {
        var ibans = IntStream.range(0, 21).mapToObj(i -> "x").toList();
        var contacts = Collections.nCopies(21, new ProfileDraft.ContactDraft("x", null, null, null));

        assertThat(violations(withIbans(ibans))).extracting(Violation::code).containsExactly("too_many");
        assertThat(violations(withChannel("LETTER", null, null, contacts)))
                .extracting(Violation::code)
                .containsExactly("too_many");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\tb", "a\u007fb", "a\uD800b", "a\uDC00"})
    void whatIsNoTextIsRefused(String region) {
        assertThat(violations(withRegion(region))).extracting(Violation::code).containsExactly("illegal_characters");
    }

    @Test
    void textHasALimitInItsField() {
        assertThat(Profiles.valid(withRegion("x".repeat(64))).region()).contains("x".repeat(64));
        assertThat(violations(withRegion("x".repeat(65))))
                .extracting(Violation::code)
                .containsExactly("too_long");
    }

    private static List<Violation> violations(ProfileDraft draft) {
        var checked = ProfileRules.check(draft);
        assertThat(checked).isInstanceOf(Checked.Invalid.class);
        return ((Checked.Invalid) checked).violations();
    }

    private static ProfileDraft withTerms(String kind, Integer days) {
        return with(null, new ProfileDraft.TermsDraft(kind, days), null, null, null, null, null);
    }

    private static ProfileDraft withChannel(
            String channel, String email, String phone, List<ProfileDraft.ContactDraft> contacts) {
        return with(null, null, channel, contacts, email, phone, null);
    }

    private static ProfileDraft withIbans(List<String> ibans) {
        return with(null, null, null, null, null, null, ibans);
    }

    private static ProfileDraft withRegion(String region) {
        return with(region, null, null, null, null, null, null);
    }

    private static ProfileDraft with(
            String region,
            ProfileDraft.TermsDraft terms,
            String channel,
            List<ProfileDraft.ContactDraft> contacts,
            String email,
            String phone,
            List<String> ibans) {
        var base = Profiles.minimalDraft();
        return new ProfileDraft(
                base.externalId(),
                base.kind(),
                base.name(),
                null,
                null,
                base.timeZone(),
                base.currency(),
                region,
                terms,
                channel,
                base.address(),
                contacts,
                email,
                phone,
                ibans);
    }
}
