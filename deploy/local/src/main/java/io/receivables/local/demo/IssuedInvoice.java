package io.receivables.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;

/** What the service answered for an invoice of the input file. */
record IssuedInvoice(
        String externalId, String id, String number, String paymentReference, LocalDate dueDate, BigDecimal total) {

    static IssuedInvoice of(JsonNode invoice) {
        return new IssuedInvoice(
                invoice.path("externalId").asText(),
                invoice.path("invoiceId").asText(),
                invoice.path("number").asText(),
                invoice.path("paymentReference").asText(),
                LocalDate.parse(invoice.path("dueDate").asText()),
                new BigDecimal(invoice.path("totals").path("totalWithVat").asText()));
    }
}
