package io.receivables.local.demo.data;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The whole input of the demo; the same seed always gives the same customers, invoices and payment plan. */
public record DemoData(
        List<DemoSeller> sellers,
        List<DemoCustomer> customers,
        List<DemoInvoice> invoices,
        List<PlannedCredit> credits,
        List<PlannedPayment> payments,
        List<PlannedUndo> undos) {

    /** Seed of the demo that everybody sees. */
    public static final long SEED = 2025;

    private static final int CUSTOMERS = 200;
    private static final int INVOICES = 2000;

    public static DemoData generate(long seed) {
        Draw draw = new Draw(seed);
        Catalogue catalogue = Catalogue.load();
        List<DemoSeller> sellers = new PartyGenerator(catalogue, draw).sellers();
        List<DemoCustomer> customers = new PartyGenerator(catalogue, draw).customers(CUSTOMERS);
        List<DemoInvoice> invoices = new InvoiceGenerator(catalogue, draw).invoices(customers, INVOICES);
        PlanGenerator plan = new PlanGenerator(customers, invoices, draw);
        plan.run();
        return new DemoData(sellers, customers, invoices, plan.credits(), plan.payments(), plan.undos());
    }

    public Map<String, DemoCustomer> customersById() {
        return customers.stream().collect(Collectors.toMap(DemoCustomer::externalId, Function.identity()));
    }

    public Map<String, DemoInvoice> invoicesById() {
        return invoices.stream().collect(Collectors.toMap(DemoInvoice::externalId, Function.identity()));
    }
}
