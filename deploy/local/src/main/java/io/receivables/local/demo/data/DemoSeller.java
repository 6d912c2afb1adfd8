package io.receivables.local.demo.data;

import java.util.Map;

/** A selling entity of the demo company with one bank account per currency it invoices in. */
public record DemoSeller(
        String key,
        String name,
        String vatId,
        String street,
        String city,
        String postalCode,
        String countryCode,
        Map<String, String> ibanByCurrency,
        String mainCurrency) {

    /** The account printed on the invoices. */
    public String iban() {
        return ibanByCurrency.get(mainCurrency);
    }
}
