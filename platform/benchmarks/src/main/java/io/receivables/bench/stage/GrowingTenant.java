package io.receivables.bench.stage;

import io.receivables.bench.Workbench;
import io.receivables.bench.load.Load;
import io.receivables.bench.load.Requests;
import io.receivables.local.system.Crowd;
import io.receivables.local.system.ServiceName;
import io.receivables.local.system.ServiceTables;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A tenant that becomes larger and larger around a few customers. Those who are read, those who pay and those who are invoiced are different
 * ones, so that what is measured does not change what is measured next: only the crowd around them grows. Half of those who are read are part of
 * it: copies of their invoices are theirs.
 */
public final class GrowingTenant {
    private static final int CUSTOMERS = 300;
    private static final int OF_A_KIND = CUSTOMERS / 3;
    private static final int INVOICES = 1_000;
    private static final int CLIENTS = 8;
    private static final Duration PORTION = Duration.ofSeconds(1);
    private static final String COUNT = "select count(*) from invoices where tenant_id = ?";
    private static final String OF_CUSTOMERS =
            "select invoice_id from open_items where tenant_id = ? and customer_id = any(?::uuid[]) order by 1";
    /** A page is behind it. */
    private static final String LAST_ITEM =
            """
            select due_date || '","' || invoice_id from open_items where tenant_id = ?
             order by due_date desc, invoice_id desc offset 60 limit 1""";

    private static final String LAST_CASE =
            "select id from cases where tenant_id = ? order by id desc offset 60 limit 1";

    private final Workbench bench;
    private final Stage stage;
    private final ServiceTables tables;
    private final Crowd crowd;
    private final List<String> read;
    private final List<String> growing;
    private final List<String> paid;
    private final List<String> invoiced;
    private String lastItems;
    private String lastCases;

    private GrowingTenant(Workbench bench, Stage stage) {
        this.bench = bench;
        this.stage = stage;
        this.tables = new ServiceTables(bench.system());
        this.read = stage.customers().subList(0, OF_A_KIND);
        this.growing = read.subList(OF_A_KIND / 2, OF_A_KIND);
        this.crowd = new Crowd(bench.system(), stage.tenant(), growing);
        this.paid = stage.customers().subList(OF_A_KIND, 2 * OF_A_KIND);
        this.invoiced = stage.customers().subList(2 * OF_A_KIND, CUSTOMERS);
    }

    /** With a few real customers and invoices; everything else will be copies of them. */
    public static GrowingTenant settle(Workbench bench) {
        GrowingTenant tenant =
                new GrowingTenant(bench, Stage.prepare(bench.system(), bench.progress(), "growth", CUSTOMERS));
        int wanted = bench.profile().documents(INVOICES);
        tenant.issue(tenant.read, wanted / 2);
        tenant.issue(tenant.paid, wanted / 2);
        bench.drain();
        return tenant;
    }

    public String token() {
        return stage.token();
    }

    /** Customers whose invoices nobody touches, and who get no more of them. */
    public List<String> steadyCustomers() {
        return read.subList(0, OF_A_KIND / 2);
    }

    /** Customers who have more and more invoices. */
    public List<String> growingCustomers() {
        return growing;
    }

    public List<String> readInvoices() {
        return invoices(steadyCustomers());
    }

    /** Invoices that payments are for. */
    public List<String> paidInvoices() {
        return invoices(paid);
    }

    /** New invoices for those customers that nobody reads. */
    public Requests issuing() {
        return issuing(invoiced);
    }

    /** Position in the list of open items with one more page behind it. */
    public String lastItems() {
        return lastItems;
    }

    /** Position in the list of cases with one more page behind it. */
    public String lastCases() {
        return lastCases;
    }

    /** Copies everything until there are about so many invoices; answers how many there are. */
    public long grow(int wanted) {
        long invoices = tables.number(ServiceName.INVOICING, COUNT, stage.tenant());
        int times = (int) Math.round((double) wanted / invoices);
        if (times > 1) {
            long made = crowd.multiply(times);
            invoices = tables.number(ServiceName.INVOICING, COUNT, stage.tenant());
            bench.progress().say("  %d rows made, now %d invoices".formatted(made, invoices));
        }
        lastItems = cursor(ServiceName.PAYMENT, LAST_ITEM);
        lastCases = cursor(ServiceName.DUNNING, LAST_CASE);
        return invoices;
    }

    /** As the services write it. */
    private String cursor(ServiceName service, String keys) {
        String json = "[\"" + first(tables.rows(service, keys, stage.tenant())) + "\"]";
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String first(List<Map<String, String>> rows) {
        return rows.get(0).values().iterator().next();
    }

    private List<String> invoices(List<String> customers) {
        String[] ids = customers.toArray(String[]::new);
        return tables.rows(ServiceName.PAYMENT, OF_CUSTOMERS, stage.tenant(), ids).stream()
                .map(row -> row.get("invoice_id"))
                .toList();
    }

    private Requests issuing(List<String> customers) {
        return random -> Requests.post(
                "/v1/invoices?issue=true",
                stage.token(),
                UUID.randomUUID().toString(),
                Invoices.json(stage.anySeller(random), customers.get(random.nextInt(customers.size())), random));
    }

    private void issue(List<String> customers, int wanted) {
        int port = bench.system().settings().ports().of(ServiceName.INVOICING);
        long issued = 0;
        while (issued < wanted) {
            issued += new Load(port, CLIENTS, issuing(customers), System.nanoTime())
                    .flatOut(PORTION)
                    .answered();
        }
    }
}
