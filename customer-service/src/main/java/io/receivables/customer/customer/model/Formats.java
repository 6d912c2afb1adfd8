package io.receivables.customer.customer.model;

import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.iban4j.Iban4jException;
import org.iban4j.IbanUtil;

/** Formats of single values: each method gives the normalised value, or nothing when the text is not of that format. */
final class Formats {
    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Pattern EMAIL =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[\\p{L}\\p{N}-]+(\\.[\\p{L}\\p{N}-]+)+");
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9]{5,15}");
    private static final Pattern PHONE_PUNCTUATION = Pattern.compile("[\\s()./-]");
    private static final Pattern VAT_ID = Pattern.compile("[A-Z0-9+*]{4,20}");
    private static final Pattern VAT_PUNCTUATION = Pattern.compile("[\\s./-]");
    private static final Pattern SPACE = Pattern.compile("\\s");

    private Formats() {}

    static Optional<String> language(String text) {
        return Optional.of(text.toLowerCase(Locale.ROOT)).filter(LANGUAGES::contains);
    }

    static Optional<String> country(String text) {
        return Optional.of(text.toUpperCase(Locale.ROOT)).filter(COUNTRIES::contains);
    }

    /** Currencies with minor units only: metals and test codes (XAU, XXX) cannot be owed. */
    static Optional<Currency> currency(String text) {
        try {
            return Optional.of(Currency.getInstance(text.toUpperCase(Locale.ROOT)))
                    .filter(currency -> currency.getDefaultFractionDigits() >= 0);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static Optional<String> email(String text) {
        return Optional.of(text)
                .filter(value -> value.length() <= 254 && EMAIL.matcher(value).matches());
    }

    static Optional<String> phone(String text) {
        return Optional.of(PHONE_PUNCTUATION.matcher(text).replaceAll(""))
                .filter(value -> PHONE.matcher(value).matches());
    }

    static Optional<String> vatId(String text) {
        return Optional.of(VAT_PUNCTUATION.matcher(text).replaceAll("").toUpperCase(Locale.ROOT))
                .filter(value -> VAT_ID.matcher(value).matches());
    }

    /** Checks country, length, structure and check digits (ISO 13616). */
    static Optional<String> iban(String text) {
        var iban = SPACE.matcher(text).replaceAll("").toUpperCase(Locale.ROOT);
        try {
            IbanUtil.validate(iban);
            return Optional.of(iban);
        } catch (Iban4jException e) {
            return Optional.empty();
        }
    }
}
