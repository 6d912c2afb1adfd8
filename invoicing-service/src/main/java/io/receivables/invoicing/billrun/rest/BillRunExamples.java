package io.receivables.invoicing.billrun.rest;

/** Files shown in the API description. */
final class BillRunExamples {
    static final String FILE =
            """
            {"externalId":"ERP-4711","sellerId":"0199a1c2-7d10-7a31-8f00-3c5b2a9d4e01",\
            "customerId":"0199a1c2-7d10-7a31-8f00-3c5b2a9d4e11","currency":"EUR","lines":[{"description":"May 2026",\
            "quantity":"1","unitPrice":"49.90","vatCategory":"S","vatRate":"27"}]}
            """;

    private BillRunExamples() {}
}
