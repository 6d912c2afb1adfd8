package io.receivables.bench.work;

import io.receivables.bench.Measured;
import io.receivables.bench.Workbench;
import io.receivables.bench.load.Requests;
import io.receivables.bench.stage.OpenInvoices;
import io.receivables.local.system.ServiceName;
import java.util.List;
import java.util.UUID;

/** Recording a payment that is allocated to the invoice it names. */
final class Paying implements Work {

    private static final int INVOICES = 20_000;
    private static final int FEW = 8;
    private static final double FEW_GOAL = 0.7;
    private static final double MANY_GOAL = 1.0;

    @Override
    public String name() {
        return "pay";
    }

    @Override
    public List<Measured> measure(Workbench bench) {
        List<String> invoices = OpenInvoices.atLeast(bench, INVOICES);
        Requests requests = random -> {
            String id = UUID.randomUUID().toString();
            String amount = "{\"amount\":\"0.0" + random.nextInt(1, 10) + "\",\"currency\":\"EUR\"}";
            return Requests.post(
                    "/v1/payments",
                    bench.stage().token(),
                    id,
                    "{\"method\":\"BANK_TRANSFER\",\"amount\":" + amount + ",\"externalId\":\"" + id
                            + "\",\"allocations\":[{\"invoiceId\":\"" + invoices.get(random.nextInt(invoices.size()))
                            + "\",\"amount\":" + amount + "}]}");
        };
        return bench.profile().clients().stream()
                .map(clients -> new Contest(
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
