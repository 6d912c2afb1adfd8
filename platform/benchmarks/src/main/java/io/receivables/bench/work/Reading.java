package io.receivables.bench.work;

import io.receivables.bench.Measured;
import io.receivables.bench.Workbench;
import io.receivables.bench.load.Requests;
import io.receivables.bench.stage.OpenInvoices;
import io.receivables.local.system.ServiceName;
import java.util.List;

/** Reading one invoice by its id. */
final class Reading implements Work {

    private static final int INVOICES = 5_000;
    /** Five times what a well-known billing system was measured to reach on such a machine. */
    private static final double GOAL = 7_500;

    @Override
    public String name() {
        return "read";
    }

    @Override
    public List<Measured> measure(Workbench bench) {
        List<String> invoices = OpenInvoices.atLeast(bench, bench.profile().documents(INVOICES));
        Requests requests = random -> Requests.get(
                "/v1/invoices/" + invoices.get(random.nextInt(invoices.size())),
                bench.stage().token());
        return bench.profile().clients().stream()
                .map(clients -> new Contest(
                                name(), "read an invoice", ServiceName.INVOICING, clients, requests, "", GOAL)
                        .hold(bench))
                .toList();
    }
}
