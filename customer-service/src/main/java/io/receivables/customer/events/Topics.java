package io.receivables.customer.events;

/** Topics this service publishes to; one per aggregate. */
public final class Topics {
    public static final String CUSTOMERS = "receivables.customer.customers";
    public static final String TENANTS = "receivables.customer.tenants";

    private Topics() {}
}
