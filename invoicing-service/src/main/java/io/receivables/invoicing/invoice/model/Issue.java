package io.receivables.invoicing.invoice.model;

import java.time.Instant;
import java.time.LocalDate;

/** What an invoice gets once, when it is issued. */
public record Issue(
        String number,
        CreditorReference paymentReference,
        LocalDate issueDate,
        LocalDate dueDate,
        Instant overdueAt,
        Instant issuedAt,
        PaymentTerms terms,
        SellerParty seller,
        BuyerParty customer) {}
