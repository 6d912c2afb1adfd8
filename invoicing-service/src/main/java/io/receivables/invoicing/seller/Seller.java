package io.receivables.invoicing.seller;

import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;

/** A legal person in whose name the tenant invoices, with its own gap-free numbering series. */
public record Seller(
        UUID id,
        long version,
        String name,
        Address address,
        String vatId,
        String iban,
        ZoneId timeZone,
        NumberingPrefix invoicePrefix,
        NumberingPrefix creditNotePrefix,
        int numberWidth) {
    private static final Map<String, String> ZONES = Map.of(
            "HU", "Europe/Budapest",
            "HR", "Europe/Zagreb",
            "RO", "Europe/Bucharest",
            "DK", "Europe/Copenhagen",
            "DE", "Europe/Berlin",
            "CN", "Asia/Shanghai");

    /** The zone of a country with one legal time; UTC for others, which have to state theirs. */
    static ZoneId defaultZone(String countryCode) {
        return ZoneId.of(ZONES.getOrDefault(countryCode, "UTC"));
    }

    Seller withVersion(long newVersion) {
        return new Seller(
                id, newVersion, name, address, vatId, iban, timeZone, invoicePrefix, creditNotePrefix, numberWidth);
    }
}
