package io.receivables.chassis.events;

/** Examples of the API description. */
final class ParkedEventExamples {
    static final String EVENT =
            """
            {"id":"019a0b6e-5d1c-7c1b-9a3e-0a1b2c3d4e5f","kind":"POISON","state":"OPEN","consumer":"payment-service.invoices",
             "topic":"receivables.invoicing.invoices","partition":3,"offset":1204,
             "eventId":"019a0b6e-5c00-7000-8000-000000000001","type":"InvoiceIssued.v1",
             "aggregateId":"019a0b6e-5b00-7000-8000-000000000002","sequence":1,
             "detail":"PoisonEventException: The payload is not readable as InvoiceIssued","attempts":1,"payloadSize":812,
             "recordedAt":"2025-03-01T12:00:00Z","parkedAt":"2025-03-01T12:00:00.031Z",
             "lastAttemptAt":"2025-03-01T12:00:00.031Z"}""";
    static final String DETAIL = "{\"event\":" + EVENT
            + ",\"key\":\"019a0b6e-5b00-7000-8000-000000000002\","
            + "\"headers\":[{\"name\":\"ce_type\",\"value\":\"receivables.InvoiceIssued.v1\"}],"
            + "\"payload\":\"{\\\"invoiceId\\\":7}\",\"payloadBase64\":\"eyJpbnZvaWNlSWQiOjd9\","
            + "\"error\":\"PoisonEventException: The payload is not readable as InvoiceIssued\"}";
    static final String OUTCOME = "{\"applied\":3,\"failed\":0,\"event\":" + EVENT + "}";
    static final String BULK_OUTCOME = "{\"matched\":12,\"applied\":40,\"failed\":1,\"more\":false}";
    static final String FILTER =
            "{\"reason\":\"mended in 1.0.1\",\"kind\":\"POISON\",\"consumer\":\"payment-service.invoices\"}";
    static final String SKIP =
            """
            {"consumer":"payment-service.invoices","topic":"receivables.invoicing.invoices",
             "aggregateId":"019a0b6e-5b00-7000-8000-000000000002","toSequence":4,"reason":"2 and 3 were lost with the old topic"}""";
    static final String SKIPPED =
            """
            {"consumer":"payment-service.invoices","topic":"receivables.invoicing.invoices",
             "aggregateId":"019a0b6e-5b00-7000-8000-000000000002","fromSequence":2,"toSequence":3}""";

    private ParkedEventExamples() {}
}
