package io.receivables.invoicing.billrun;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of bill runs. */
@ConfigMapping(prefix = "receivables.invoicing.bill-run")
public interface BillRunConfig {
    /** Largest file in bytes; the HTTP limit is to be at least as high. */
    @WithDefault("268435456")
    long maxBytes();

    /** Most invoices of one file. */
    @WithDefault("500000")
    int maxRows();

    /** Largest invoice in bytes; as large as the body of a request that issues one. */
    @WithDefault("1048576")
    int maxRowBytes();

    /** Invoices that are issued in one transaction. */
    @WithDefault("500")
    int chunk();

    /** Tenants whose runs one instance works on at once, each with one chunk at a time. */
    @WithDefault("2")
    int tenants();

    /** How often runs that were begun by another instance are looked for; `off` leaves them to the others. */
    @WithDefault("2s")
    String poll();
}
