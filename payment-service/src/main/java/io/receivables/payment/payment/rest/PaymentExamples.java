package io.receivables.payment.payment.rest;

/** Examples of the API description. */
final class PaymentExamples {
    static final String TRANSFER =
            """
            {"method":"BANK_TRANSFER","amount":{"amount":"1210.00","currency":"EUR"},"bookingDate":"2026-03-30",
             "payer":{"name":"Duna Kft.","iban":"HU42117730161111101800000000"},
             "structuredReference":"RF18 5390 0754 7034","externalId":"bank-20260330-17"}""";
    static final String CASH =
            """
            {"method":"CASH","amount":{"amount":"100.00","currency":"EUR"},"reason":"Paid at the counter",
             "allocations":[{"invoiceId":"01990000-0000-7000-8000-000000000001",
                             "amount":{"amount":"100.00","currency":"EUR"}}]}""";
    static final String ALLOCATION =
            """
            {"allocations":[{"invoiceId":"01990000-0000-7000-8000-000000000001",
                             "amount":{"amount":"50.00","currency":"EUR"}}],"reason":"Customer called"}""";
    static final String UNDO = "{\"reason\":\"Booked on the wrong invoice\"}";
    static final String REVERSAL = "{\"reason\":\"Returned by the bank\",\"returnReasonCode\":\"AC04\"}";
    static final String RESPONSE =
            """
            {"paymentId":"01990000-0000-7000-8000-0000000000a1","method":"BANK_TRANSFER","source":"API",
             "status":"ALLOCATED","amount":{"amount":"1210.00","currency":"EUR"},"allocatedAmount":"1210.00",
             "unappliedAmount":"0.00","reversedAmount":"0.00","bookingDate":"2026-03-30","valueDate":"2026-03-30",
             "structuredReference":"RF18539007547034",
             "explanation":"1210.00 to HU-2026-000123 (reference RF18539007547034)",
             "allocations":[{"allocationId":"01990000-0000-7000-8000-0000000000b1",
               "invoiceId":"01990000-0000-7000-8000-000000000001","invoiceNumber":"HU-2026-000123","amount":"1210.00",
               "activeAmount":"1210.00","rule":"STRUCTURED_REFERENCE","explanation":"reference RF18539007547034",
               "effectiveDate":"2026-03-30","allocatedBy":"anna","allocatedAt":"2026-03-30T09:00:00Z"}],
             "recordedBy":"anna","recordedAt":"2026-03-30T09:00:00Z","version":2}""";

    private PaymentExamples() {}
}
