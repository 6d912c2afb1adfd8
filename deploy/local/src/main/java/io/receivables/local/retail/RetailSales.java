package io.receivables.local.retail;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.retail.RetailDocument.Row;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers what was sold to whom. The file does not say which sale a cancellation belongs to, so it is the customer's latest sale of the same
 * item at the same price of which enough is left.
 */
final class RetailSales {

    private final Map<String, Deque<Sold>> sold = new HashMap<>();

    /** A line of an issued invoice and what of it can still be cancelled. */
    static final class Sold {

        private final String invoiceId;
        private final int lineNumber;
        private BigDecimal left;

        private Sold(String invoiceId, int lineNumber, BigDecimal left) {
            this.invoiceId = invoiceId;
            this.lineNumber = lineNumber;
            this.left = left;
        }
    }

    synchronized void add(RetailDocument sale, JsonNode invoice) {
        for (int i = 0; i < sale.rows().size(); i++) {
            Row row = sale.rows().get(i);
            sold.computeIfAbsent(key(sale, row), k -> new ArrayDeque<>())
                    .push(new Sold(invoice.path("invoiceId").asText(), i + 1, row.quantity()));
        }
    }

    /** Credit note lines by invoice; rows without a sale are missing from it. */
    synchronized Map<String, List<Map<String, Object>>> match(RetailDocument cancellation) {
        Map<String, List<Map<String, Object>>> byInvoice = new LinkedHashMap<>();
        for (Row row : cancellation.rows()) {
            BigDecimal quantity = row.quantity().negate();
            find(cancellation, row, quantity, byInvoice).ifPresent(sale -> {
                sale.left = sale.left.subtract(quantity);
                byInvoice
                        .computeIfAbsent(sale.invoiceId, id -> new ArrayList<>())
                        .add(Map.<String, Object>of(
                                "lineNumber", sale.lineNumber, "quantity", quantity.toPlainString()));
            });
        }
        return byInvoice;
    }

    private Optional<Sold> find(
            RetailDocument cancellation, Row row, BigDecimal quantity, Map<String, List<Map<String, Object>>> taken) {
        return sold.getOrDefault(key(cancellation, row), new ArrayDeque<>()).stream()
                .filter(sale -> sale.left.compareTo(quantity) >= 0)
                // One credit note names a line once.
                .filter(sale -> taken.getOrDefault(sale.invoiceId, List.of()).stream()
                        .noneMatch(line -> line.get("lineNumber").equals(sale.lineNumber)))
                .findFirst();
    }

    private static String key(RetailDocument document, Row row) {
        return document.customerKey() + "|" + row.stockCode() + "|"
                + row.unitPrice().stripTrailingZeros().toPlainString();
    }
}
