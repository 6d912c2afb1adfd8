package io.receivables.customer.customerimport;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.iban4j.CountryCode;
import org.iban4j.Iban;

/** Makes customer files of any length. */
final class CustomerFiles {
    static final String HEADER = "externalId,kind,name,vatId,language,timeZone,currency,region,paymentTermsKind,"
            + "paymentTermsDays,preferredChannel,street,city,postalCode,countryCode,email,phone,ibans,contactName,"
            + "contactEmail";

    private CustomerFiles() {}

    /** A header and the given number of valid rows; row i of the file is customer i - 1. */
    static String of(int rows) {
        return HEADER + "\n"
                + IntStream.rangeClosed(1, rows).mapToObj(CustomerFiles::row).collect(Collectors.joining("\n"))
                + "\n";
    }

    static String row(int i) {
        var iban = new Iban.Builder()
                .countryCode(CountryCode.DE)
                .bankCode("37040044")
                .accountNumber("%010d".formatted(i))
                .build();
        return String.join(
                ",",
                "K-" + i,
                i % 4 == 0 ? "PERSON" : "COMPANY",
                "\"Handel " + i + ", GmbH\"",
                "DE%09d".formatted(i),
                "de",
                "Europe/Berlin",
                "EUR",
                "Region " + i % 10,
                i % 3 == 0 ? "END_OF_MONTH" : "NET",
                String.valueOf(i % 60),
                "EMAIL",
                "Hauptstraße " + i,
                "Köln",
                "50667",
                "DE",
                "kunde" + i + "@example.de",
                "+49 221 " + (100000 + i),
                iban.toString(),
                "Frau " + i,
                "frau" + i + "@example.de");
    }
}
