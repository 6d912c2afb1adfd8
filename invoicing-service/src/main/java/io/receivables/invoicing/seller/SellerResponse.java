package io.receivables.invoicing.seller;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A seller entity as read by API. */
@Schema(name = "Seller")
public record SellerResponse(
        UUID sellerId,
        long version,
        String name,
        Address address,
        String vatId,
        String iban,
        String timeZone,
        Numbering numberingSeries) {

    /** The series in use. */
    @Schema(name = "SellerNumberingSeries")
    public record Numbering(String invoicePrefix, String creditNotePrefix, int numberWidth) {}

    static SellerResponse of(Seller seller) {
        return new SellerResponse(
                seller.id(),
                seller.version(),
                seller.name(),
                seller.address(),
                seller.vatId(),
                seller.iban(),
                seller.timeZone().getId(),
                new Numbering(
                        seller.invoicePrefix().value(),
                        seller.creditNotePrefix().value(),
                        seller.numberWidth()));
    }
}
