package io.receivables.invoicing.invoice.model;

/** VAT category codes of EN 16931 (UNCL 5305 subset): what kind of supply a line is for VAT. */
public enum VatCategory {
    /** Standard or reduced rate. */
    S(true, false),
    /** Zero rated. */
    Z(false, false),
    /** Exempt from VAT. */
    E(false, true),
    /** Reverse charge: the buyer owes the VAT. */
    AE(false, true),
    /** Export outside the EU. */
    G(false, true),
    /** Outside the scope of VAT. */
    O(false, true),
    /** Intra-community supply. */
    K(false, true);

    private final boolean taxed;
    private final boolean needsReason;

    VatCategory(boolean taxed, boolean needsReason) {
        this.taxed = taxed;
        this.needsReason = needsReason;
    }

    /** True when the rate is above zero and must be in the table of rates. */
    public boolean taxed() {
        return taxed;
    }

    /** BR-E-10, BR-AE-10, BR-G-10, BR-O-10, BR-IC-10: the breakdown must say why there is no VAT. */
    public boolean needsReason() {
        return needsReason;
    }

    /** BR-AE-02, BR-IC-02: the buyer accounts for the VAT, so the invoice must name the buyer's VAT identifier. */
    public boolean needsBuyerVatId() {
        return this == AE || this == K;
    }
}
