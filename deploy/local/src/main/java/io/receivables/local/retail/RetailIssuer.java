package io.receivables.local.retail;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.api.Amounts;
import io.receivables.local.api.Answer;
import io.receivables.local.api.Issuing;
import io.receivables.local.api.TenantApi;
import io.receivables.local.retail.RetailDocument.Row;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Issues one document of the file and reports how it went. */
final class RetailIssuer {

    private static final LocalDate VAT_20_FROM = LocalDate.parse("2011-01-04");

    private final TenantApi api;
    private final String sellerId;
    private final Map<String, String> customerIds;
    private final RetailSales sales = new RetailSales();
    private final RetailReport report;

    RetailIssuer(TenantApi api, String sellerId, Map<String, String> customerIds, RetailReport report) {
        this.api = api;
        this.sellerId = sellerId;
        this.customerIds = customerIds;
        this.report = report;
    }

    void sale(RetailDocument sale) {
        String customerId = customerIds.get(sale.customerKey());
        if (customerId == null) {
            report.refuse("customer refused by the import: no such country as " + sale.country(), sale.number());
            return;
        }
        Answer answer = Issuing.issue(api.invoicing(), request(sale, customerId), "UCI-" + sale.number());
        if (answer.status() != 201) {
            report.refuse(reason(answer), sale.number());
            return;
        }
        JsonNode invoice = answer.json();
        sales.add(sale, invoice);
        report.sale(net(sale), Amounts.of(invoice.path("totals").path("totalWithoutVat")));
    }

    private Map<String, Object> request(RetailDocument sale, String customerId) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("externalId", "UCI-" + sale.number());
        request.put("sellerId", sellerId);
        request.put("customerId", customerId);
        request.put("currency", "GBP");
        request.put("issueDate", sale.date().toString());
        List<Map<String, Object>> lines = new ArrayList<>();
        sale.rows().forEach(row -> lines.add(line(sale, row)));
        request.put("lines", lines);
        return request;
    }

    private static Map<String, Object> line(RetailDocument sale, Row row) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("description", (row.stockCode() + " " + row.description()).trim());
        line.put("quantity", row.quantity().toPlainString());
        line.put("unitPrice", row.unitPrice().toPlainString());
        if (RetailCountries.isTaxed(sale.country())) {
            line.put("vatCategory", "S");
            line.put("vatRate", sale.date().isBefore(VAT_20_FROM) ? "17.5" : "20");
        } else {
            line.put("vatCategory", "G");
            line.put("vatRate", "0");
            line.put("exemptionReason", "Export outside the EU");
        }
        return line;
    }

    private static BigDecimal net(RetailDocument sale) {
        return sale.rows().stream()
                .map(row -> row.quantity().multiply(row.unitPrice()).setScale(2, RoundingMode.HALF_UP))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    void cancellation(RetailDocument cancellation) {
        Map<String, List<Map<String, Object>>> byInvoice = sales.match(cancellation);
        int matched = byInvoice.values().stream().mapToInt(List::size).sum();
        report.unmatched(cancellation.number(), cancellation.rows().size() - matched);
        byInvoice.forEach((invoiceId, lines) -> {
            Map<String, Object> request = Map.of("reason", "Cancelled by " + cancellation.number(), "lines", lines);
            Answer answer = api.invoicing()
                    .post(
                            "/v1/invoices/" + invoiceId + "/credit-notes",
                            request,
                            "UCI-" + cancellation.number() + "-" + invoiceId);
            if (answer.status() == 201) {
                report.creditNote(Amounts.of(answer.json().path("totals").path("totalWithoutVat")));
            } else {
                report.refuse(reason(answer), cancellation.number());
            }
        });
    }

    /** The service's code, with the field and message of the first complaint. */
    private static String reason(Answer answer) {
        String code = answer.problemCode();
        if (code.isEmpty()) {
            return "status " + answer.status();
        }
        JsonNode error = answer.json().path("errors").path(0);
        String field = error.path("field").asText().replaceAll("\\[\\d+]", "[]");
        return field.isEmpty()
                ? code
                : code + ": " + field + " " + error.path("message").asText();
    }
}
