package io.receivables.local.demo.data;

import java.math.BigDecimal;
import java.util.List;

/** What the demo knows about one country: its money, language, VAT rates and pools of plausible names. */
record Country(
        String currency,
        BigDecimal perEuro,
        String language,
        String timeZone,
        String phone,
        String domain,
        List<BigDecimal> vatRates,
        List<String> legalForms,
        List<String> stems,
        List<String> trades,
        List<String> firstNames,
        List<String> lastNames,
        List<List<String>> cities,
        List<String> streets,
        Seller seller) {

    /** Name and address of the demo's own selling entity in the country. */
    record Seller(String name, String street, String city, String postalCode) {}
}
