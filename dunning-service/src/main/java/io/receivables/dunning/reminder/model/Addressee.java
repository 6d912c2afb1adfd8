package io.receivables.dunning.reminder.model;

import io.receivables.dunning.dunningcase.model.Customer;
import java.util.Optional;

/**
 * The customer as a reminder addresses it. This release delivers by e-mail only: a customer that prefers another
 * channel gets e-mail as long as there is an address.
 */
public record Addressee(String name, Language language, Optional<EmailAddress> email, Optional<String> problem) {

    /** No address is known. */
    public static final String NO_EMAIL = "NO_EMAIL_ADDRESS";
    /** What is stored is not one plain address. */
    public static final String INVALID_EMAIL = "INVALID_EMAIL_ADDRESS";

    /** From the customer as it is today; the first valid address is used. */
    public static Addressee of(Customer customer) {
        Optional<EmailAddress> email = customer.emails().stream()
                .map(EmailAddress::parse)
                .flatMap(Optional::stream)
                .findFirst();
        Optional<String> problem = email.isPresent()
                ? Optional.empty()
                : Optional.of(customer.emails().isEmpty() ? NO_EMAIL : INVALID_EMAIL);
        return new Addressee(customer.name(), Language.of(customer.language()), email, problem);
    }
}
