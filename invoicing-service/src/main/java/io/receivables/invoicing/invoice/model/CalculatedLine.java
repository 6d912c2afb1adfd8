package io.receivables.invoicing.invoice.model;

import java.math.BigDecimal;

/**
 * A line with its amounts: {@code net = gross - allowance}, each in the document's decimals.
 *
 * @param gross quantity x unit price, rounded once (BT-131 before allowances)
 */
public record CalculatedLine(Line line, BigDecimal gross, BigDecimal allowance, BigDecimal net) {}
