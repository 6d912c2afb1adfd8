package io.receivables.payment.payment.model;

import io.receivables.chassis.money.Money;
import io.receivables.payment.openitem.model.ReferenceText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What is known of a payment when it is matched with open items.
 *
 * @param available what is still to be allocated
 * @param designationOnly whether the rule for payments without designation is out of question, because somebody or
 *     something decided about this payment before
 */
public record IncomingMoney(
        UUID paymentId,
        Money available,
        Optional<UUID> customerId,
        Optional<String> structuredReference,
        Optional<String> remittanceInformation,
        boolean designationOnly) {

    /** The creditor reference, if the structured reference is one with right check digits. */
    public Optional<String> referenceKey() {
        return structuredReference.flatMap(ReferenceText::creditorReference);
    }

    /** Texts to be searched for numbers; a structured reference that is not ISO 11649 counts as text. */
    public List<List<ReferenceText.Piece>> texts() {
        var texts = new ArrayList<List<ReferenceText.Piece>>();
        if (referenceKey().isEmpty()) {
            structuredReference.map(ReferenceText::pieces).ifPresent(texts::add);
        }
        remittanceInformation.map(ReferenceText::pieces).ifPresent(texts::add);
        return texts;
    }

    /** The same money without what the debtor wrote, for when somebody decides about it. */
    public IncomingMoney withoutText() {
        return new IncomingMoney(paymentId, available, customerId, Optional.empty(), Optional.empty(), true);
    }

    /** Every key under which an open item could be found. */
    public Set<String> keys() {
        var keys = new HashSet<String>();
        referenceKey().ifPresent(keys::add);
        texts().forEach(pieces -> keys.addAll(ReferenceText.keys(pieces)));
        return keys;
    }

    /** Whether the debtor says what it is for: by a reference, known or not, or by a number that is in the book. */
    public boolean designates(OpenItemBook book) {
        return referenceKey().isPresent()
                || keys().stream().anyMatch(key -> !book.named(key).isEmpty());
    }
}
