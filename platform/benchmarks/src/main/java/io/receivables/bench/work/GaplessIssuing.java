package io.receivables.bench.work;

import io.receivables.bench.Measured;
import io.receivables.bench.Workbench;
import io.receivables.bench.load.Requests;
import io.receivables.bench.stage.Invoices;
import io.receivables.bench.stage.Stage;
import io.receivables.local.system.ServiceName;
import java.util.List;

/** The same in one single numbering series, whose counter row everybody waits for. */
final class GaplessIssuing implements Work {

    private static final int CLIENTS = 32;
    private static final double GOAL = 3;

    @Override
    public String name() {
        return "gapless";
    }

    @Override
    public List<Measured> measure(Workbench bench) {
        Stage stage = bench.stage();
        Requests requests = Invoices.issuing(stage, stage.sellers().subList(0, 1), stage.customers());
        return List.of(new Contest(
                        Issuing.KIND,
                        "issue in one series",
                        ServiceName.INVOICING,
                        CLIENTS,
                        requests,
                        "issue_gapless",
                        GOAL)
                .hold(bench));
    }
}
