package io.receivables.dunning.dunningcase.store;

/**
 * Conditions on invoices some of whose events are set aside in this service, because one is poisonous or missing: what is
 * owed on them is not known here. Written so that the index of open parked events is asked for one invoice.
 */
public final class ParkedInvoices {

    private static final String PARKED =
            """
            select 1 from parked_events p
            where p.resolved_at is null and p.tenant_id = %1$s.tenant_id and p.aggregate_id = %1$s.invoice_id
              and (p.consumer, p.topic) in (('dunning-service.open-items', 'receivables.payment.open-items'),
                                            ('dunning-service.invoices', 'receivables.invoicing.invoices'))""";

    /** Parked events of the invoice of a case {@code c}. */
    public static final String OF_CASE = PARKED.formatted("c");

    /** Parked events of the invoice of a reminder {@code r}. */
    public static final String OF_REMINDER = PARKED.formatted("r");

    private ParkedInvoices() {}
}
