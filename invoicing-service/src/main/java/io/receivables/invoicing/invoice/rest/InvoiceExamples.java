package io.receivables.invoicing.invoice.rest;

/** Bodies shown in the API description. */
final class InvoiceExamples {
    static final String REQUEST =
            """
            {
              "externalId": "ERP-4711",
              "orderReference": "SO-2026-118",
              "sellerId": "0199a1c2-7d10-7a31-8f00-3c5b2a9d4e01",
              "customerId": "0199a1c2-7d10-7a31-8f00-3c5b2a9d4e11",
              "currency": "EUR",
              "lines": [
                {
                  "description": "Consulting, senior engineer",
                  "quantity": "3",
                  "unitCode": "HUR",
                  "unitPrice": "125.50",
                  "allowancePercent": "5",
                  "allowanceReason": "Framework contract",
                  "vatCategory": "S",
                  "vatRate": "27",
                  "period": {"from": "2026-04-01", "to": "2026-04-30"}
                }
              ]
            }""";
    static final String REVERSE_CHARGE =
            """
            {
              "sellerId": "0199a1c2-7d10-7a31-8f00-3c5b2a9d4e01",
              "customerId": "0199a1c2-7d10-7a31-8f00-3c5b2a9d4e11",
              "currency": "EUR",
              "dueDate": "2026-12-31",
              "lines": [
                {
                  "description": "Software licence",
                  "quantity": "1",
                  "unitPrice": "1000.00",
                  "vatCategory": "AE",
                  "vatRate": "0",
                  "exemptionReason": "Reverse charge, Article 196 of Directive 2006/112/EC"
                }
              ],
              "allowances": [
                {
                  "percent": "2",
                  "reason": "Loyalty",
                  "vatCategory": "AE",
                  "vatRate": "0"
                }
              ]
            }""";

    private InvoiceExamples() {}
}
