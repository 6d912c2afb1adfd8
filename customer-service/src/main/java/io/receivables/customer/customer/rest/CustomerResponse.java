package io.receivables.customer.customer.rest;

import io.receivables.customer.customer.CustomerEvents;
import io.receivables.customer.customer.model.Customer;
import io.receivables.customer.events.CustomerState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A customer as it is stored, normalised and complete. */
@Schema(name = "Customer")
public record CustomerResponse(
        UUID id,
        @Schema(description = "The number in the ETag") long version,
        String externalId,
        @Schema(enumeration = {"COMPANY", "PERSON"}) String kind,
        String name,
        Optional<String> vatId,
        String language,
        String timeZone,
        String currency,
        Optional<String> region,
        CustomerState.PaymentTerms paymentTerms,
        @Schema(enumeration = {"EMAIL", "SMS", "LETTER", "PHONE", "VISIT"}) String preferredChannel,
        CustomerState.Address address,
        List<CustomerState.Contact> contacts,
        Optional<String> email,
        Optional<String> phone,
        List<String> ibans,
        Instant createdAt,
        Instant changedAt) {

    static CustomerResponse of(Customer customer) {
        var state = CustomerEvents.state(customer);
        return new CustomerResponse(
                customer.id(),
                customer.version(),
                state.externalId(),
                state.kind(),
                state.name(),
                state.vatId(),
                state.language(),
                state.timeZone(),
                state.currency(),
                state.region(),
                state.paymentTerms(),
                state.preferredChannel(),
                state.address(),
                state.contacts(),
                state.email(),
                state.phone(),
                state.ibans(),
                customer.createdAt(),
                customer.changedAt());
    }
}
