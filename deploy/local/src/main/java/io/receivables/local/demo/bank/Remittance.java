package io.receivables.local.demo.bank;

import java.util.Optional;

/** What the payer wrote on the transfer. */
public record Remittance(Optional<String> structuredReference, Optional<String> text) {}
