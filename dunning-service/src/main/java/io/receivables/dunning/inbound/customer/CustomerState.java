package io.receivables.dunning.inbound.customer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Private copy of what CustomerRegistered and CustomerChanged say, with only what a reminder needs. */
public record CustomerState(
        UUID customerId,
        String name,
        String language,
        String preferredChannel,
        Optional<String> email,
        List<Contact> contacts) {

    /** A person at the customer. */
    public record Contact(Optional<String> email, Optional<String> role) {}

    /** Where reminders may go, best first: the invoice address, then a contact of accounting, then any contact. */
    List<String> emails() {
        List<String> emails = new ArrayList<>();
        email.ifPresent(emails::add);
        contacts.stream().filter(CustomerState::keepsBooks).forEach(contact -> contact.email()
                .ifPresent(emails::add));
        contacts.stream().filter(contact -> !keepsBooks(contact)).forEach(contact -> contact.email()
                .ifPresent(emails::add));
        return emails.stream().distinct().toList();
    }

    private static boolean keepsBooks(Contact contact) {
        String role = contact.role().orElse("").toLowerCase(Locale.ROOT);
        return role.contains("account") || role.contains("billing") || role.contains("financ");
    }
}
