package io.receivables.customer.customer;

import io.receivables.chassis.events.OutboxEvent;
import io.receivables.customer.customer.model.Address;
import io.receivables.customer.customer.model.Contact;
import io.receivables.customer.customer.model.Customer;
import io.receivables.customer.events.CustomerChanged;
import io.receivables.customer.events.CustomerEvent;
import io.receivables.customer.events.CustomerRegistered;
import io.receivables.customer.events.CustomerState;
import java.util.List;

/** Turns what happened to a customer into the published events. */
public final class CustomerEvents {
    private CustomerEvents() {}

    public static OutboxEvent registered(Customer customer) {
        return event(customer, new CustomerRegistered(state(customer)));
    }

    public static OutboxEvent changed(Customer customer, List<String> changedFields) {
        return event(customer, new CustomerChanged(state(customer), changedFields));
    }

    /** The customer as events and audit entries show it. */
    public static CustomerState state(Customer customer) {
        var profile = customer.profile();
        return new CustomerState(
                customer.id(),
                profile.externalId(),
                profile.kind().name(),
                profile.name(),
                profile.vatId(),
                profile.language(),
                profile.timeZone().getId(),
                profile.currency().getCurrencyCode(),
                profile.region(),
                new CustomerState.PaymentTerms(
                        profile.paymentTerms().kind().name(),
                        profile.paymentTerms().days()),
                profile.preferredChannel().name(),
                address(profile.address()),
                profile.contacts().stream().map(CustomerEvents::contact).toList(),
                profile.email(),
                profile.phone(),
                profile.ibans());
    }

    private static CustomerState.Address address(Address address) {
        return new CustomerState.Address(address.street(), address.city(), address.postalCode(), address.countryCode());
    }

    private static CustomerState.Contact contact(Contact contact) {
        return new CustomerState.Contact(contact.name(), contact.email(), contact.phone(), contact.role());
    }

    private static OutboxEvent event(Customer customer, CustomerEvent event) {
        return new OutboxEvent(event.type(), customer.id(), customer.sequence(), event);
    }
}
