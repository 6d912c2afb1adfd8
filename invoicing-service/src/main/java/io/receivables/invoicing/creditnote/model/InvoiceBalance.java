package io.receivables.invoicing.creditnote.model;

import io.receivables.invoicing.invoice.model.Vat;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** What an issued invoice charged and what credit notes took back so far, by line and by VAT category and rate. */
public record InvoiceBalance(Currency currency, List<CreditedLine> lines, List<Group> groups) {
    public InvoiceBalance {
        lines = List.copyOf(lines);
        groups = List.copyOf(groups);
    }

    /** Document allowances, charges, taxable amount and tax of one VAT category and rate: invoiced and credited. */
    public record Group(Vat vat, Part invoiced, Part credited, Optional<String> exemptionReason) {}

    /** Amounts of one VAT category and rate. */
    public record Part(BigDecimal allowance, BigDecimal charge, BigDecimal taxable, BigDecimal tax) {
        public Part minus(Part other) {
            return new Part(
                    allowance.subtract(other.allowance),
                    charge.subtract(other.charge),
                    taxable.subtract(other.taxable),
                    tax.subtract(other.tax));
        }

        public Part plus(Part other) {
            return new Part(
                    allowance.add(other.allowance),
                    charge.add(other.charge),
                    taxable.add(other.taxable),
                    tax.add(other.tax));
        }

        public boolean isZero() {
            return allowance.signum() == 0 && charge.signum() == 0 && taxable.signum() == 0 && tax.signum() == 0;
        }
    }

    public boolean exhausted() {
        return lines.stream().allMatch(CreditedLine::exhausted);
    }
}
