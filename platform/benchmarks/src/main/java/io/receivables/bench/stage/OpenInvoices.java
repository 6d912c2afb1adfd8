package io.receivables.bench.stage;

import io.receivables.bench.Workbench;
import io.receivables.bench.load.Load;
import io.receivables.bench.load.Requests;
import io.receivables.local.system.ServiceName;
import io.receivables.local.system.ServiceTables;
import java.time.Duration;
import java.util.List;

/** Invoices that are still open, issued when there are not enough. */
public final class OpenInvoices {
    private static final int CLIENTS = 16;
    private static final Duration PORTION = Duration.ofSeconds(2);
    private static final String OPEN = "select invoice_id from open_items where open_amount > 0 limit ?";

    private OpenInvoices() {}

    /** Ids of so many open invoices that every service knows. */
    public static List<String> atLeast(Workbench bench, int wanted) {
        List<String> open = open(bench, wanted);
        if (open.size() < wanted) {
            issue(bench, wanted - open.size());
            open = open(bench, wanted);
        }
        return open;
    }

    /** All works leave everything published and consumed, so payment-service knows every invoice there is. */
    private static List<String> open(Workbench bench, int wanted) {
        return new ServiceTables(bench.system())
                .rows(ServiceName.PAYMENT, OPEN, wanted).stream()
                        .map(row -> row.get("invoice_id"))
                        .toList();
    }

    /** What was answered is counted here: nothing has to be asked of the database in between. */
    private static void issue(Workbench bench, int missing) {
        Requests requests = Invoices.issuing(bench.stage());
        int port = bench.system().settings().ports().of(ServiceName.INVOICING);
        long issued = 0;
        while (issued < missing) {
            issued += new Load(port, CLIENTS, requests, System.nanoTime())
                    .flatOut(PORTION)
                    .answered();
            bench.progress().say("  %d of %d open invoices issued".formatted(issued, missing));
        }
        bench.progress().say("  every service knew them after another %.1f s".formatted(bench.drain()));
    }
}
