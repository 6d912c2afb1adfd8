package io.receivables.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.chassis.json.Json;
import io.receivables.payment.inbound.customer.CustomerState;
import io.receivables.payment.inbound.invoice.CreditNoteIssued;
import io.receivables.payment.inbound.invoice.InvoiceIssued;
import io.receivables.testkit.EventContracts;
import java.io.IOException;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventContractTest {
    @ParameterizedTest
    @ValueSource(strings = {"CustomerRegistered.v1", "CustomerChanged.v1"})
    void customersAreReadableInEveryAllowedForm(String type) throws IOException {
        read(type, CustomerState.class, customer -> {
            assertThat(customer.customerId()).isNotNull();
            assertThat(customer.name()).isNotBlank();
            assertThat(customer.ibans()).isNotNull();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = "InvoiceIssued.v1")
    void invoicesAreReadableInEveryAllowedForm(String type) throws IOException {
        read(type, InvoiceIssued.class, invoice -> {
            assertThat(invoice.invoiceId()).isNotNull();
            assertThat(invoice.dueDate()).isNotNull();
            assertThat(invoice.totals().amountDue()).isNotNegative();
            assertThat(invoice.paymentReference()).isNotNull();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = "CreditNoteIssued.v1")
    void creditNotesAreReadableInEveryAllowedForm(String type) throws IOException {
        read(type, CreditNoteIssued.class, credit -> {
            assertThat(credit.invoiceId()).isNotNull();
            assertThat(credit.totals().totalWithVat()).isNotNegative();
        });
    }

    private static <T> void read(String type, Class<T> as, Consumer<T> check) throws IOException {
        var variants = EventContracts.exampleVariants(type);
        assertThat(variants).hasSizeGreaterThan(2);
        for (var variant : variants) {
            check.accept(Json.read(variant.bytes(), as));
        }
    }
}
