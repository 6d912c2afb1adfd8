package io.receivables.local.demo.data;

import java.math.BigDecimal;

/** One invoice line as it is sent to the API; an allowance of zero means none. */
public record DemoLine(
        int lineNumber,
        String description,
        BigDecimal quantity,
        String unitCode,
        BigDecimal unitPrice,
        BigDecimal allowanceAmount,
        BigDecimal vatRate) {}
