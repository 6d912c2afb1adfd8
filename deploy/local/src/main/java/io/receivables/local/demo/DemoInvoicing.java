package io.receivables.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.Parallel;
import io.receivables.local.api.Answer;
import io.receivables.local.api.Issuing;
import io.receivables.local.api.TenantApi;
import io.receivables.local.demo.data.DemoInvoice;
import io.receivables.local.demo.data.DemoLine;
import io.receivables.local.demo.data.PlannedCredit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Issues the invoices and credit notes of the plan. */
final class DemoInvoicing {

    private final TenantApi api;
    private final DemoParties parties;
    private final Parallel parallel;
    private final Map<String, IssuedInvoice> issued = new ConcurrentHashMap<>();

    DemoInvoicing(TenantApi api, DemoParties parties, Parallel parallel) {
        this.api = api;
        this.parties = parties;
        this.parallel = parallel;
    }

    void issue(List<DemoInvoice> invoices) {
        parallel.map(invoices, this::issue).forEach(invoice -> issued.put(invoice.externalId(), invoice));
    }

    private IssuedInvoice issue(DemoInvoice invoice) {
        // The external id as key: a repeated call would give the same invoice instead of a second one.
        Answer answer = Issuing.issue(api.invoicing(), request(invoice), invoice.externalId());
        return IssuedInvoice.of(answer.expect(201).json());
    }

    private Map<String, Object> request(DemoInvoice invoice) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("externalId", invoice.externalId());
        request.put("sellerId", parties.seller(invoice.seller()));
        request.put("customerId", parties.customer(invoice.customer()));
        request.put("currency", invoice.currency());
        request.put("orderReference", invoice.orderReference());
        List<Map<String, Object>> lines = new ArrayList<>();
        invoice.lines().forEach(line -> lines.add(line(line)));
        request.put("lines", lines);
        return request;
    }

    private static Map<String, Object> line(DemoLine line) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("description", line.description());
        row.put("quantity", line.quantity().toPlainString());
        row.put("unitCode", line.unitCode());
        row.put("unitPrice", line.unitPrice().toPlainString());
        row.put("vatCategory", "S");
        row.put("vatRate", line.vatRate().toPlainString());
        if (line.allowanceAmount().signum() > 0) {
            row.put("allowanceAmount", line.allowanceAmount().toPlainString());
            row.put("allowanceReason", "Quantity discount");
        }
        return row;
    }

    void credit(List<PlannedCredit> credits) {
        parallel.map(credits, this::credit);
    }

    private JsonNode credit(PlannedCredit credit) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("reason", credit.reason());
        if (credit.full()) {
            request.put("full", true);
        } else {
            request.put(
                    "lines",
                    credit.lines().stream()
                            .map(line -> Map.of(
                                    "lineNumber",
                                    line.lineNumber(),
                                    "quantity",
                                    line.quantity().toPlainString()))
                            .toList());
        }
        String path = "/v1/invoices/" + invoice(credit.invoice()).id() + "/credit-notes";
        return api.invoicing().post(path, request).expect(201).json();
    }

    IssuedInvoice invoice(String externalId) {
        return issued.get(externalId);
    }

    Map<String, IssuedInvoice> issued() {
        return Map.copyOf(issued);
    }
}
