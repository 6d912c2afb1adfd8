package io.receivables.bench.work;

import io.receivables.bench.Measured;
import io.receivables.bench.Workbench;
import io.receivables.bench.load.Requests;
import io.receivables.bench.stage.Invoices;
import io.receivables.local.system.ServiceName;
import java.util.List;

/** Drafting and issuing an invoice with three lines in one call, over 49 numbering series. */
final class Issuing implements Work {

    /** Below this many clients the platform is compared with one transaction each, above with group commit. */
    private static final int FEW = 8;

    /** For those who do the same. */
    static final String KIND = "issue";

    private static final double FEW_GOAL = 0.7;
    private static final double MANY_GOAL = 1.0;

    @Override
    public String name() {
        return KIND;
    }

    @Override
    public List<Measured> measure(Workbench bench) {
        Requests requests = Invoices.issuing(bench.stage());
        return bench.profile().clients().stream()
                .map(clients -> new Contest(
                                KIND,
                                "issue an invoice of 3 lines",
                                ServiceName.INVOICING,
                                clients,
                                requests,
                                "issue_steps",
                                clients <= FEW ? FEW_GOAL : MANY_GOAL)
                        .hold(bench))
                .toList();
    }
}
