package io.receivables.customer.customer.model;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.UUID;

/** Identity of a customer: its id within its tenant. */
@Embeddable
public record CustomerKey(@Column(name = "tenant_id") String tenantId, @Column(name = "id") UUID id) {}
