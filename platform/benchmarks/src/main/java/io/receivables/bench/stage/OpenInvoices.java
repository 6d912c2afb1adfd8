package io.receivables.bench.stage;

import io.receivables.bench.Workbench;
import io.receivables.bench.load.Load;
import io.receivables.bench.load.Requests;
import io.receivables.local.system.ServiceName;
import io.receivables.local.system.ServiceTables;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Invoices that are still open, issued when there are not enough. */
public final class OpenInvoices {

    private static final int CLIENTS = 16;
    private static final Duration PORTION = Duration.ofSeconds(2);

    private OpenInvoices() {}

    /** Ids of so many open invoices that every service knows. */
    public static List<String> atLeast(Workbench bench, int wanted) {
        Stage stage = bench.stage();
        Requests requests = random -> Requests.post(
                "/v1/invoices?issue=true",
                stage.token(),
                UUID.randomUUID().toString(),
                Invoices.json(stage.anySeller(random), stage.anyCustomer(random), random));
        int port = bench.system().settings().ports().of(ServiceName.INVOICING);
        ServiceTables tables = new ServiceTables(bench.system());
        while (tables.number(ServiceName.INVOICING, "select count(*) from invoices") < wanted) {
            new Load(port, CLIENTS, requests, System.nanoTime()).flatOut(PORTION);
        }
        bench.drain();
        return tables
                .rows(
                        ServiceName.PAYMENT,
                        "select invoice_id from open_items where status <> 'SETTLED' limit " + wanted)
                .stream()
                .map(row -> row.get("invoice_id"))
                .toList();
    }
}
