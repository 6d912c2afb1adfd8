package io.receivables.customer.customer.rest;

/** Examples shown in the API description; a test sends the request to prove that it is accepted. */
public final class CustomerExamples {
    public static final String REQUEST =
            """
            {
              "externalId": "C-1001",
              "kind": "COMPANY",
              "name": "Duna Pékség Kft.",
              "vatId": "HU12345678",
              "language": "hu",
              "timeZone": "Europe/Budapest",
              "currency": "HUF",
              "region": "Budapest",
              "paymentTerms": {"kind": "NET", "days": 30},
              "preferredChannel": "EMAIL",
              "address": {"street": "Váci út 1.", "city": "Budapest", "postalCode": "1133", "countryCode": "HU"},
              "contacts": [{"name": "Kovács Anna", "email": "anna.kovacs@example.com", "role": "accounts payable"}],
              "email": "penzugy@example.com",
              "phone": "+36 1 234 5678",
              "ibans": ["HU42 1177 3016 1111 1018 0000 0000"]
            }""";

    public static final String RESPONSE =
            """
            {
              "id": "0199f3c0-7a52-7c3e-9d3a-5b8f0c6f2a11",
              "version": 1,
              "externalId": "C-1001",
              "kind": "COMPANY",
              "name": "Duna Pékség Kft.",
              "vatId": "HU12345678",
              "language": "hu",
              "timeZone": "Europe/Budapest",
              "currency": "HUF",
              "region": "Budapest",
              "paymentTerms": {"kind": "NET", "days": 30},
              "preferredChannel": "EMAIL",
              "address": {"street": "Váci út 1.", "city": "Budapest", "postalCode": "1133", "countryCode": "HU"},
              "contacts": [{"name": "Kovács Anna", "email": "anna.kovacs@example.com", "role": "accounts payable"}],
              "email": "penzugy@example.com",
              "phone": "+3612345678",
              "ibans": ["HU42117730161111101800000000"],
              "createdAt": "2026-03-02T09:15:00Z",
              "changedAt": "2026-03-02T09:15:00Z"
            }""";

    public static final String PAGE = "{\"items\": [" + RESPONSE + "], \"nextCursor\": \"WyIwMTk5ZjNjMC03YTUyIl0\"}";

    private CustomerExamples() {}
}
