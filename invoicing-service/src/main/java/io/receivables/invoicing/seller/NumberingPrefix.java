package io.receivables.invoicing.seller;

import io.receivables.chassis.problem.FieldError;
import io.receivables.chassis.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What stands before the counter in the numbers of one series, for example {@code INV-2026-}. Its letters and digits are
 * also the start of the ISO 11649 payment reference, which leaves room for twelve of them beside a nine digit counter.
 */
public record NumberingPrefix(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9/._-]{0,19}");
    private static final int MAX_REFERENCE = 12;

    public static NumberingPrefix of(String value, String field) {
        var prefix = new NumberingPrefix(value);
        if (!FORM.matcher(value).matches() || prefix.reference().length() > MAX_REFERENCE) {
            throw Problem.invalid(List.of(new FieldError(
                    field,
                    "invalid_prefix",
                    "must have at most " + MAX_REFERENCE + " letters and digits, and / . _ -")));
        }
        return prefix;
    }

    /** The prefix as it appears in a payment reference. */
    public String reference() {
        return value.replaceAll("[^A-Za-z0-9]", "").toUpperCase(Locale.ROOT);
    }

    /** The document number of a counter value, zero-padded to at least {@code width} digits. */
    public static String number(String prefix, long counter, int width) {
        var digits = Long.toString(counter);
        return prefix + "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    /** True when some counter value of one series could give the same reference as one of the other. */
    public boolean clashesWith(NumberingPrefix other) {
        return extendsByDigits(reference(), other.reference()) || extendsByDigits(other.reference(), reference());
    }

    private static boolean extendsByDigits(String shorter, String longer) {
        return longer.startsWith(shorter)
                && longer.substring(shorter.length()).chars().allMatch(Character::isDigit);
    }
}
