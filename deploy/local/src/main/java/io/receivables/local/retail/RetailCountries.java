package io.receivables.local.retail;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Turns the country names of the file into codes and decides the VAT of a sale from the United Kingdom in 2010 and 2011. */
final class RetailCountries {

    private static final Set<String> VAT_AREA = Set.of(
            "GB", "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HU", "IE", "IT", "LT", "LU",
            "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK");
    private static final Map<String, String> CODES = codes();

    private RetailCountries() {}

    private static Map<String, String> codes() {
        Map<String, String> codes = new HashMap<>();
        for (String code : Locale.getISOCountries()) {
            codes.put(new Locale("", code).getDisplayCountry(Locale.ENGLISH), code);
        }
        codes.putAll(Map.of(
                "EIRE",
                "IE",
                "USA",
                "US",
                "RSA",
                "ZA",
                "Channel Islands",
                "JE",
                "Czech Republic",
                "CZ",
                "Hong Kong",
                "HK"));
        return codes;
    }

    /** ISO code, or empty for names that are no country ("Unspecified", "European Community"). */
    static String code(String name) {
        return CODES.getOrDefault(name, "");
    }

    /** Buyers of the file have no VAT id, so within the EU of that time the seller's VAT applies; beyond it the sale is an export. */
    static boolean isTaxed(String name) {
        return VAT_AREA.contains(code(name));
    }
}
