package io.receivables.bench.work;

import io.receivables.bench.Measured;
import io.receivables.bench.Workbench;
import io.receivables.bench.load.Requests;
import io.receivables.bench.stage.GrowingTenant;
import io.receivables.bench.stage.Payments;
import io.receivables.local.system.ServiceName;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * What one operation costs while its tenant becomes larger and larger, in pages and in processor time, all consumers included; it should cost
 * the same. Rows in between are copies, made by the database.
 */
final class Growing implements Work {

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public List<Measured> measure(Workbench bench) {
        GrowingTenant tenant = GrowingTenant.settle(bench);
        List<GrowthCourse> courses =
                operations(tenant).stream().map(GrowthCourse::new).toList();
        boolean cold = true;
        for (int size : bench.profile().sizes()) {
            long invoices = tenant.grow(size);
            for (GrowthCourse course : courses) {
                course.measure(bench, invoices, cold);
            }
            cold = false;
        }
        List<Measured> rows = new ArrayList<>();
        courses.forEach(course -> rows.addAll(course.rows()));
        return rows;
    }

    /** What changes the figures of a size comes after all that reads them. */
    private static List<Operation> operations(GrowingTenant tenant) {
        String token = tenant.token();
        List<String> invoices = tenant.readInvoices();
        return List.of(
                new Operation("nothing, for a second", ServiceName.REPORTING, Operation.NOTHING),
                reading(
                        "read an invoice",
                        ServiceName.INVOICING,
                        token,
                        random -> "/v1/invoices/" + any(invoices, random)),
                reading("first open items", ServiceName.PAYMENT, token, random -> "/v1/open-items"),
                reading(
                        "last open items",
                        ServiceName.PAYMENT,
                        token,
                        random -> "/v1/open-items?cursor=" + tenant.lastItems()),
                reading("first cases", ServiceName.DUNNING, token, random -> "/v1/cases"),
                reading("last cases", ServiceName.DUNNING, token, random -> "/v1/cases?cursor=" + tenant.lastCases()),
                balance("ageing of a customer", token, tenant.steadyCustomers()),
                balance("ageing of a customer who grows", token, tenant.growingCustomers()),
                reading("ageing of a tenant", ServiceName.REPORTING, token, random -> "/v1/reports/ageing"),
                new Operation("pay", ServiceName.PAYMENT, Payments.forAny(tenant.paidInvoices(), token)),
                new Operation("issue", ServiceName.INVOICING, tenant.issuing()));
    }

    private static Operation reading(
            String name, ServiceName service, String token, Function<SplittableRandom, String> path) {
        return new Operation(name, service, random -> Requests.get(path.apply(random), token));
    }

    private static Operation balance(String name, String token, List<String> customers) {
        return reading(
                name, ServiceName.REPORTING, token, random -> "/v1/customers/" + any(customers, random) + "/balance");
    }

    private static String any(List<String> ids, SplittableRandom random) {
        return ids.get(random.nextInt(ids.size()));
    }
}
