package io.receivables.testkit.planted.names;

public class InvoiceHelper {}
