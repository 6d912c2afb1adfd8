package io.receivables.dunning.inbound;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.receivables.chassis.json.Json;
import io.receivables.dunning.inbound.customer.CustomerState;
import io.receivables.dunning.inbound.invoice.CreditNoteIssued;
import io.receivables.dunning.inbound.invoice.InvoiceIssued;
import io.receivables.dunning.inbound.invoice.InvoiceOverdue;
import io.receivables.dunning.inbound.invoice.InvoiceReopened;
import io.receivables.dunning.inbound.payment.OpenItemChanged;
import io.receivables.testkit.EventContracts;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForeignEventsTest {

    @Test
    void everyPublishedExampleIsReadableAlsoWhenItGrowsOrLeavesOutWhatIsOptional() {
        Map.of(
                        "CustomerRegistered.v1", CustomerState.class,
                        "CustomerChanged.v1", CustomerState.class,
                        "InvoiceIssued.v1", InvoiceIssued.class,
                        "InvoiceOverdue.v1", InvoiceOverdue.class,
                        "InvoiceReopened.v1", InvoiceReopened.class,
                        "CreditNoteIssued.v1", CreditNoteIssued.class,
                        "OpenItemChanged.v1", OpenItemChanged.class)
                .forEach((type, copy) -> EventContracts.exampleVariants(type)
                        .forEach(variant -> assertThatCode(() -> Json.read(variant.bytes(), copy))
                                .as(variant.name())
                                .doesNotThrowAnyException()));
    }
}
