package io.receivables.torture.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.LocalFailure;
import io.receivables.local.api.Answer;
import io.receivables.local.api.Api;
import io.receivables.local.api.Issuing;
import io.receivables.local.api.TenantApi;
import io.receivables.local.demo.DemoClock;
import io.receivables.local.system.AccessTokens;
import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.Quiet;
import io.receivables.local.system.ServiceName;
import io.receivables.testkit.Awaits;
import io.receivables.torture.history.Pauses;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A sandbox tenant that has at least one of everything the APIs can show, made through the public APIs. A mark that exists nowhere else is
 * in every name, reference and text of it.
 */
public final class World {

    /** Where the clock of the tenant stands at first. */
    public static final Instant START = Instant.parse("2026-05-04T09:00:00Z");

    private static final int TRIES = 2_000;

    private final LocalSystem system;
    private final String tenant;
    private final String mark;
    private final TenantApi api;
    private final WorldBodies bodies;
    private final Map<ServiceName, List<String>> locations = new EnumMap<>(ServiceName.class);
    private int keys;

    private World(LocalSystem system, String tenant, String mark) {
        this.system = system;
        this.tenant = tenant;
        this.mark = mark;
        this.bodies = new WorldBodies(mark);
        this.api = new TenantApi(system.settings().ports()::baseUrl, token(system, tenant));
    }

    /** A token of the tenant with every role. */
    public static String token(LocalSystem system, String tenant) {
        return system.tokens().token(tenant, "staff-" + tenant, AccessTokens.ROLES.toArray(String[]::new));
    }

    /** Registers a sandbox tenant that has nothing yet. */
    public static World empty(LocalSystem system, String tenant, String mark) {
        World world = new World(system, tenant, mark);
        world.register();
        return world;
    }

    /** Registers the tenant and fills every service with its data. */
    public static World filled(LocalSystem system, String tenant, String mark) {
        World world = empty(system, tenant, mark);
        world.fill();
        return world;
    }

    public String tenant() {
        return tenant;
    }

    public String mark() {
        return mark;
    }

    public TenantApi api() {
        return api;
    }

    /** The addresses of what was made. */
    public List<String> locations(ServiceName service) {
        return locations.getOrDefault(service, List.of());
    }

    private void register() {
        Map<String, Object> body = Map.of("name", "Tenant " + mark, "sandbox", true, "initialClock", START.toString());
        api.customer().put("/v1/tenant", body, Map.of()).expect(201);
        try {
            new DemoClock(api).awaitAll(START);
        } catch (LocalFailure e) {
            throw new LocalFailure(e.getMessage() + " Then " + new Quiet(system).left(), e);
        }
    }

    private void fill() {
        post(api.customer(), "/v1/customers", bodies.customer("C-2")).expect(201);
        String customer = id(
                post(api.customer(), "/v1/customers", bodies.customer("C-1"))
                        .expect(201)
                        .json(),
                "id");
        String seller = id(
                post(api.invoicing(), "/v1/sellers", bodies.seller())
                        .expect(201)
                        .json(),
                "sellerId");
        importCustomers();
        post(api.invoicing(), "/v1/vat-rates", WorldBodies.vatRate()).expect(201);
        post(api.dunning(), "/v1/policies", bodies.policy()).expect(201);
        JsonNode paid = issue(seller, customer, "7919.37", "P");
        JsonNode partly = issue(seller, customer, "6101.23", "Q");
        JsonNode overdue = issue(seller, customer, "5407.91", "R");
        String invoice = id(overdue, "invoiceId");
        post(api.invoicing(), "/v1/invoices", bodies.invoice(seller, customer, "4801.17", "D"))
                .expect(201);
        post(api.invoicing(), "/v1/invoices/" + id(partly, "invoiceId") + "/credit-notes", bodies.credit())
                .expect(201);
        Awaits.until(
                "open items of " + tenant,
                () -> api.payment().all("/v1/open-items").size() == 3);
        payments(id(paid, "paymentReference"), customer, invoice);
        byte[] statement = bodies.camt(id(partly, "paymentReference"));
        made(api.payment().postFile("/v1/statement-imports", "application/xml", statement))
                .expect(201);
        new DemoClock(api).advance(START.plusSeconds(60L * 86400));
        Awaits.until(
                "reminders of " + tenant,
                () -> !api.dunning().all("/v1/reminders?state=SENT").isEmpty());
        billRun(seller, customer);
        post(api.reporting(), "/v1/rebuilds", Map.of("reason", "Check " + mark)).expect(202);
        ParkedEventsPlanter.plant(system, tenant, mark);
    }

    private void payments(String reference, String customer, String invoice) {
        Map<String, Object> transfer = bodies.payment("BANK_TRANSFER", "1301.01", "1");
        transfer.put("structuredReference", reference);
        transfer.put("payer", Map.of("name", "Payer " + mark, "iban", WorldBodies.CUSTOMER_IBAN));
        String first =
                id(post(api.payment(), "/v1/payments", transfer).expect(201).json(), "paymentId");
        Map<String, Object> cash = bodies.payment("CASH", "907.07", "2");
        cash.put("customerId", customer);
        cash.put("allocations", List.of(WorldBodies.allocation(invoice, "101.03")));
        JsonNode second = payWhenKnown(cash);
        String path = "/v1/payments/" + id(second, "paymentId");
        Map<String, Object> more =
                Map.of("allocations", List.of(WorldBodies.allocation(invoice, "11.01")), "reason", "More " + mark);
        post(api.payment(), path + "/allocations", more).expect(200);
        String undone = id(second.path("allocations").get(0), "allocationId");
        post(api.payment(), path + "/allocations/" + undone + "/undos", Map.of("reason", "Undo " + mark))
                .expect(200);
        post(api.payment(), "/v1/payments/" + first + "/reversals", Map.of("reason", "Return " + mark))
                .expect(200);
        post(api.payment(), "/v1/payments", bodies.payment("CARD", "503.09", "3"))
                .expect(201);
    }

    /** payment-service may not have heard of the customer yet; every try has a key of its own, because refusals are kept by key. */
    private JsonNode payWhenKnown(Object payment) {
        Answer answer = post(api.payment(), "/v1/payments", payment);
        for (int i = 1; i < TRIES && answer.problemCode().equals("customer_unknown"); i++) {
            Pauses.millis(30);
            answer = post(api.payment(), "/v1/payments", payment);
        }
        return answer.expect(201).json();
    }

    private void billRun(String seller, String customer) {
        byte[] file = bodies.billFile(seller, customer);
        String run = id(
                made(api.invoicing().postFile("/v1/bill-runs", "application/x-ndjson", file))
                        .expect(202)
                        .json(),
                "billRunId");
        Awaits.until(
                "bill run of " + tenant,
                () -> api.invoicing().get("/v1/bill-runs/" + run).has("finishedAt"));
    }

    private JsonNode issue(String seller, String customer, String net, String key) {
        return Issuing.issue(api.invoicing(), bodies.invoice(seller, customer, net, key), key())
                .expect(201)
                .json();
    }

    private void importCustomers() {
        made(api.customer().postFile("/v1/customer-imports", "text/csv", bodies.customerFile()))
                .expect(201);
    }

    /** Keys are the same for every tenant of a mark, so that another tenant can try them too. */
    private String key() {
        keys++;
        return "key-" + mark + "-" + keys;
    }

    private Answer post(Api service, String path, Object body) {
        return made(service.post(path, body, key()));
    }

    private Answer made(Answer answer) {
        answer.headers().firstValue("Location").ifPresent(location -> locations
                .computeIfAbsent(service(answer), s -> new ArrayList<>())
                .add(location));
        return answer;
    }

    private ServiceName service(Answer answer) {
        return Arrays.stream(ServiceName.values())
                .filter(s -> answer.request().contains(system.settings().ports().baseUrl(s)))
                .findFirst()
                .orElseThrow();
    }

    private static String id(JsonNode node, String field) {
        return node.path(field).asText();
    }
}
