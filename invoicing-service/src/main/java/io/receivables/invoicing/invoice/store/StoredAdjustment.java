package io.receivables.invoicing.invoice.store;

import io.receivables.invoicing.invoice.model.Adjustment;
import io.receivables.invoicing.invoice.model.CalculatedAdjustment;
import io.receivables.invoicing.invoice.model.Reduction;
import io.receivables.invoicing.invoice.model.Vat;
import io.receivables.invoicing.invoice.model.VatCategory;
import java.math.BigDecimal;
import java.util.Optional;

/** A document level allowance or charge as kept in the invoice row. */
public record StoredAdjustment(
        Optional<BigDecimal> percent,
        String reason,
        VatCategory category,
        BigDecimal rate,
        Optional<String> exemptionReason,
        BigDecimal base,
        BigDecimal amount) {

    static StoredAdjustment of(CalculatedAdjustment calculated) {
        var adjustment = calculated.adjustment();
        return new StoredAdjustment(
                adjustment.reduction() instanceof Reduction.Percent p ? Optional.of(p.percent()) : Optional.empty(),
                adjustment.reason(),
                adjustment.vat().category(),
                adjustment.vat().rate(),
                adjustment.exemptionReason(),
                calculated.base(),
                calculated.amount());
    }

    public CalculatedAdjustment toCalculated() {
        Reduction reduction =
                percent.<Reduction>map(Reduction.Percent::new).orElseGet(() -> new Reduction.Fixed(amount));
        return new CalculatedAdjustment(
                new Adjustment(reduction, reason, new Vat(category, rate), exemptionReason), base, amount);
    }
}
