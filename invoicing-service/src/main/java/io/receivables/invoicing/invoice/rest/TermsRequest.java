package io.receivables.invoicing.invoice.rest;

import io.receivables.invoicing.invoice.model.PaymentTerms;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Payment terms that replace those of the customer on one invoice. */
@Schema(name = "PaymentTermsRequest")
public record TermsRequest(
        @NotNull @Schema(examples = "NET") PaymentTerms.Kind kind,
        @NotNull @Min(0) @Max(365) @Schema(examples = "30") Integer days) {

    PaymentTerms toTerms() {
        return new PaymentTerms(kind, days);
    }
}
