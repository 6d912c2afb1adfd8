package io.receivables.torture.check;

import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.ServiceName;
import io.receivables.local.system.ServiceTables;
import io.receivables.torture.Finding;
import io.receivables.torture.world.Cents;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** I2: what is open on each invoice, as the four services say that know it. */
public final class OpenAmounts {

    private static final Map<ServiceName, String> OPEN = new TreeMap<>(Map.of(
            ServiceName.PAYMENT, "select invoice_id as id, open_amount as open from open_items where true",
            ServiceName.INVOICING, "select id, open_amount as open from invoices where number is not null",
            ServiceName.DUNNING, "select invoice_id as id, open_amount as open from cases where true",
            ServiceName.REPORTING, "select invoice_id as id, open_amount as open from open_items where true"));

    private final ServiceTables books;
    private final String tenants;

    /** @param tenants a pattern of SQL for the tenants to look at */
    public OpenAmounts(LocalSystem system, String tenants) {
        this.books = new ServiceTables(system);
        this.tenants = tenants;
    }

    /** Invoices whose open amount in cents is another one in some service, and those that only one side knows. */
    public List<Finding> differences(Map<String, Long> expected) {
        List<Finding> findings = new ArrayList<>();
        OPEN.keySet().forEach(service -> {
            Map<String, Long> found = found(service);
            findings.addAll(wrong(service, expected, found));
            found.keySet().removeAll(expected.keySet());
            found.forEach((invoice, open) -> findings.add(
                    Finding.of("invoice " + invoice, service.id() + "-service has it and no client issued it")));
        });
        return findings;
    }

    /** The same without a word about invoices that are not expected. */
    public List<Finding> wrong(Map<String, Long> expected) {
        List<Finding> findings = new ArrayList<>();
        OPEN.keySet().forEach(service -> findings.addAll(wrong(service, expected, found(service))));
        return findings;
    }

    private static List<Finding> wrong(ServiceName service, Map<String, Long> expected, Map<String, Long> found) {
        List<Finding> findings = new ArrayList<>();
        expected.forEach((invoice, open) -> {
            if (!open.equals(found.get(invoice))) {
                findings.add(Finding.of(
                        "invoice " + invoice,
                        service.id() + "-service says that " + found.get(invoice) + " cents are open, not " + open));
            }
        });
        return findings;
    }

    private Map<String, Long> found(ServiceName service) {
        Map<String, Long> found = new HashMap<>();
        for (Map<String, String> row : books.rows(service, OPEN.get(service) + " and tenant_id like ?", tenants)) {
            String open = row.get("open");
            found.put(row.get("id"), open == null ? null : Cents.of(new BigDecimal(open)));
        }
        return found;
    }
}
