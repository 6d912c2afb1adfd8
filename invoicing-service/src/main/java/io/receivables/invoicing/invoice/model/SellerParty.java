package io.receivables.invoicing.invoice.model;

import io.receivables.invoicing.seller.Address;

/** The seller as printed on an issued invoice; kept with the invoice, whatever the seller entity becomes later. */
public record SellerParty(String name, String vatId, String iban, Address address) {}
