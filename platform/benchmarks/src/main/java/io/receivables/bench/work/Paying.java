package io.receivables.bench.work;

import io.receivables.bench.Measured;
import io.receivables.bench.Workbench;
import io.receivables.bench.load.Requests;
import io.receivables.bench.stage.OpenInvoices;
import io.receivables.bench.stage.Payments;
import io.receivables.local.system.ServiceName;
import java.util.List;

/** Recording a payment that is allocated to the invoice it names. */
final class Paying implements Work {
    static final int INVOICES = 20_000;
    private static final int FEW = 8;
    /** For those who do the same. */
    static final String KIND = "pay";

    private static final double FEW_GOAL = 0.7;
    private static final double MANY_GOAL = 1.0;

    @Override
    public String name() {
        return KIND;
    }

    @Override
    public List<Measured> measure(Workbench bench) {
        List<String> invoices = OpenInvoices.atLeast(bench, bench.profile().documents(INVOICES));
        Requests requests = Payments.forAny(invoices, bench.stage().token());
        return bench.profile().clients().stream()
                .map(clients -> new Contest(
                                KIND,
                                "payment with allocation",
                                ServiceName.PAYMENT,
                                clients,
                                requests,
                                "pay_steps",
                                clients <= FEW ? FEW_GOAL : MANY_GOAL)
                        .hold(bench))
                .toList();
    }
}
