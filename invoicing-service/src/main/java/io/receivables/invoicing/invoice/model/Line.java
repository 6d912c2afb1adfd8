package io.receivables.invoicing.invoice.model;

import java.math.BigDecimal;
import java.util.Optional;

/** One line as the caller states it, before calculation. */
public record Line(
        int lineNumber,
        String description,
        BigDecimal quantity,
        String unitCode,
        BigDecimal unitPrice,
        Optional<LineAllowance> allowance,
        Vat vat,
        Optional<String> exemptionReason,
        Optional<Period> period) {}
