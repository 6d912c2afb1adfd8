package io.receivables.invoicing.invoice.store;

import io.receivables.chassis.problem.Problem;
import io.receivables.invoicing.InvoicingProblem;
import io.receivables.invoicing.invoice.model.BuyerParty;
import io.receivables.invoicing.invoice.model.InvoiceDraft;
import io.receivables.invoicing.invoice.model.IssueParties;
import io.receivables.invoicing.invoice.model.PaymentTerms;
import io.receivables.invoicing.invoice.model.SellerParty;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Everything outside the request that decides about an invoice.
 *
 * @param ratesNotInForce VAT rates of the request that the seller's country does not know on the issue date
 * @param known the invoice that already has the request's external id
 */
public record IssueContext(
        Optional<Issuer> issuer, Optional<Buyer> buyer, List<BigDecimal> ratesNotInForce, Optional<Known> known) {

    /** The seller and the zone of its legal day. */
    public record Issuer(SellerParty party, ZoneId zone) {}

    /** The customer and its usual terms. */
    public record Buyer(BuyerParty party, PaymentTerms terms) {}

    /** An invoice with the same external id. */
    public record Known(UUID id, byte[] contentHash, boolean issued) {
        public Known {
            contentHash = contentHash.clone();
        }

        /** The refusal of a request that has other content than the invoice. */
        public Optional<Problem> conflict(byte[] hash) {
            return Arrays.equals(contentHash, hash)
                    ? Optional.empty()
                    : Optional.of(externalIdConflict(
                            "The external id belongs to invoice " + id + ", which has other content."));
        }

        /** Refuses other content than the invoice has. */
        public void requireSame(byte[] hash) {
            conflict(hash).ifPresent(refusal -> {
                throw refusal;
            });
        }
    }

    /** The refusal of an external id that is taken. */
    public static Problem externalIdConflict(String detail) {
        return Problem.of(InvoicingProblem.EXTERNAL_ID_CONFLICT, detail)
                .at("externalId", "taken", "belongs to an invoice with other content");
    }

    /** Refuses a seller that does not exist and VAT rates that are not in force. */
    public void requireValid(InvoiceDraft draft) {
        var seller = issuer.orElseThrow(
                () -> Problem.of(InvoicingProblem.SELLER_UNKNOWN, "There is no seller " + draft.sellerId() + ".")
                        .at("sellerId", "unknown_seller", "does not exist"));
        if (ratesNotInForce.isEmpty()) {
            return;
        }
        var country = seller.party().address().countryCode();
        var first = ratesNotInForce.get(0).toPlainString();
        var problem = Problem.of(
                InvoicingProblem.UNKNOWN_VAT_RATE,
                "A VAT rate of " + first + " % is not in force in " + country + " on the issue date.");
        for (var line : draft.content().lines()) {
            if (ratesNotInForce.stream().anyMatch(r -> r.compareTo(line.vat().rate()) == 0)) {
                problem = problem.at(
                        "lines[" + (line.lineNumber() - 1) + "].vatRate", "unknown_vat_rate", "is not in force");
            }
        }
        throw problem;
    }

    /** Both parties; a customer that invoicing has not heard of is refused. */
    public IssueParties parties(InvoiceDraft draft) {
        requireValid(draft);
        var seller = issuer.orElseThrow();
        var customer = buyer.orElseThrow(() -> Problem.of(
                        InvoicingProblem.CUSTOMER_UNKNOWN,
                        "Customer " + draft.customerId() + " is not known here; register it in customer-service"
                                + " and try again once its event has arrived.")
                .at("customerId", "unknown_customer", "is not known"));
        return new IssueParties(seller.party(), seller.zone(), customer.party(), customer.terms());
    }
}
