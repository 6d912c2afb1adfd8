package io.receivables.payment.inbound.customer;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Private copy of customer's CustomerRegistered.v1 and CustomerChanged.v1 with the fields that tell who pays. */
public record CustomerState(UUID customerId, String name, Optional<List<String>> ibans) {}
