package io.receivables.dunning.reminder.model;

import java.net.IDN;
import java.util.Optional;
import java.util.regex.Pattern;

/** Exactly one plain mailbox address; anything that could smuggle a second recipient or a header is not one. */
public record EmailAddress(String value) {

    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
                    + "@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*");
    private static final int LONGEST = 254;

    /** Reads an address; a domain in other letters is put in its ASCII form. */
    public static Optional<EmailAddress> parse(String text) {
        String trimmed = text.strip();
        int at = trimmed.lastIndexOf('@');
        if (at < 1) {
            return Optional.empty();
        }
        try {
            String ascii = trimmed.substring(0, at + 1) + IDN.toASCII(trimmed.substring(at + 1));
            return ascii.length() <= LONGEST && ADDRESS.matcher(ascii).matches()
                    ? Optional.of(new EmailAddress(ascii))
                    : Optional.empty();
        } catch (IllegalArgumentException notADomain) {
            return Optional.empty();
        }
    }
}
