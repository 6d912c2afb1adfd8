package io.receivables.dunning.dunningcase.model;

import io.receivables.chassis.money.Money;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;

/** What an issued invoice says and never changes. */
public record InvoiceFacts(
        UUID invoiceId,
        String number,
        UUID customerId,
        String customerName,
        String language,
        ZoneId zone,
        LocalDate issueDate,
        LocalDate dueDate,
        Money total,
        String paymentReference,
        String sellerName,
        String sellerIban) {}
