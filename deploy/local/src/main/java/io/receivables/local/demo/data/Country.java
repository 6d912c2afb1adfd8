package io.receivables.local.demo.data;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;

/** What the demo knows about one country: its money, language, VAT rates and pools of plausible names. */
record Country(
        String currency,
        BigDecimal perEuro,
        String language,
        String timeZone,
        String phone,
        String domain,
        TreeMap<String, List<BigDecimal>> vatRates,
        List<String> legalForms,
        List<String> stems,
        List<String> trades,
        List<String> firstNames,
        List<String> lastNames,
        List<List<String>> cities,
        List<String> streets,
        Seller seller) {

    /** The rates in force on a day; Romania changed its rates in the middle of the demo's year. */
    List<BigDecimal> vatRatesOn(LocalDate date) {
        return vatRates.floorEntry(date.toString()).getValue();
    }

    /** Name and address of the demo's own selling entity in the country. */
    record Seller(String name, String street, String city, String postalCode) {}
}
