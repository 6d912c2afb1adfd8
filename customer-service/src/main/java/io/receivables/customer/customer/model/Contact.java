package io.receivables.customer.customer.model;

import java.util.Optional;

/** A person to talk to at the customer; {@code role} is free text such as "accounts payable". */
public record Contact(String name, Optional<String> email, Optional<String> phone, Optional<String> role) {}
