package io.receivables.invoicing.invoice.store;

import io.receivables.invoicing.invoice.model.Vat;
import io.receivables.invoicing.invoice.model.VatCategory;
import io.receivables.invoicing.invoice.model.VatGroup;
import java.math.BigDecimal;
import java.util.Optional;

/** A row of the VAT breakdown as kept in the row of an invoice or credit note. */
public record StoredVatGroup(
        VatCategory category, BigDecimal rate, BigDecimal taxable, BigDecimal tax, Optional<String> exemptionReason) {

    public static StoredVatGroup of(VatGroup group) {
        return new StoredVatGroup(
                group.vat().category(), group.vat().rate(), group.taxable(), group.tax(), group.exemptionReason());
    }

    public VatGroup toVatGroup() {
        return new VatGroup(new Vat(category, rate), taxable, tax, exemptionReason);
    }
}
