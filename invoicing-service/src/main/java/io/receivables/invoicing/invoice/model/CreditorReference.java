package io.receivables.invoicing.invoice.model;

import java.math.BigInteger;
import java.util.Locale;

/** ISO 11649 structured creditor reference: {@code RF}, two check digits (mod 97-10), up to 21 letters and digits. */
public record CreditorReference(String value) {
    private static final int MAX_BODY = 21;
    private static final BigInteger MODULUS = BigInteger.valueOf(97);

    /** The reference of a document number; what is not a letter or digit is left out. */
    public static CreditorReference ofNumber(String number) {
        var body = number.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
        if (body.isEmpty() || body.length() > MAX_BODY) {
            throw new IllegalArgumentException("No reference can be made of number " + number);
        }
        int check = 98 - remainder(body + "RF00");
        return new CreditorReference(String.format(Locale.ROOT, "RF%02d%s", check, body));
    }

    /** True when the check digits are right. */
    public boolean valid() {
        return value.matches("RF[0-9]{2}[A-Z0-9]{1,21}") && remainder(value.substring(4) + value.substring(0, 4)) == 1;
    }

    private static int remainder(String letters) {
        var digits = new StringBuilder(letters.length() * 2);
        letters.chars().forEach(c -> digits.append(Character.digit(c, 36)));
        return new BigInteger(digits.toString()).mod(MODULUS).intValue();
    }
}
