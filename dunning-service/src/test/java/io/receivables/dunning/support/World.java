package io.receivables.dunning.support;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.receivables.testkit.Awaits;
import io.receivables.testkit.EventContracts;
import io.receivables.testkit.Tokens;
import io.receivables.testkit.TopicFeeder;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** One tenant of its own, a sandbox unless told otherwise: plays the other services on the topics and asks dunning over its API. */
public final class World implements AutoCloseable {

    public static final LocalDate ISSUED = LocalDate.parse("2025-03-01");
    public static final LocalDate DUE = LocalDate.parse("2025-03-31");

    public final String tenant = "t-" + UUID.randomUUID().toString().substring(0, 30);
    private final TopicFeeder feeder;
    private final Map<UUID, Long> sequences = new HashMap<>();
    private final Map<UUID, Long> items = new HashMap<>();
    private Instant clock;

    /** A tenant whose clock stands at noon of the day of issue. */
    public World() {
        this(true, noon(ISSUED));
    }

    /** A tenant that lives by the system's clock. */
    public static World onSystemClock() {
        return new World(false, Instant.now());
    }

    private World(boolean sandbox, Instant start) {
        clock = start;
        // The Kafka client looks for its parts by name; they have to come from the loader that loaded it.
        Thread.currentThread().setContextClassLoader(World.class.getClassLoader());
        feeder = TopicFeeder.forTenant(tenant);
        ObjectNode registered = EventContracts.example("TenantRegistered.v1");
        registered.put("tenant", tenant).put("name", tenant).put("sandbox", sandbox);
        if (!sandbox) {
            registered.remove("clock");
            send("TenantRegistered.v1", tenantId(), registered);
            return;
        }
        registered.put("clock", clock.toString());
        send("TenantRegistered.v1", tenantId(), registered);
        Awaits.until("the clock of " + tenant, () -> clockOfService().equals(clock.toString()));
    }

    /** Noon in UTC. */
    public static Instant noon(LocalDate day) {
        return day.atTime(12, 0).toInstant(ZoneOffset.UTC);
    }

    /** Moves the tenant's clock to noon of a day and waits until dunning follows. */
    public void moveTo(LocalDate day) {
        Instant previous = clock;
        clock = noon(day);
        ObjectNode moved = EventContracts.example("TenantClockMoved.v1");
        moved.put("tenant", tenant).put("previousClock", previous.toString()).put("clock", clock.toString());
        send("TenantClockMoved.v1", tenantId(), moved);
        Awaits.until("the clock of " + tenant, () -> clockOfService().equals(clock.toString()));
    }

    /** Registers a customer; an empty address means none. */
    public UUID customer(String language, String email) {
        UUID id = UUID.randomUUID();
        ObjectNode state = EventContracts.example("CustomerRegistered.v1");
        state.put("customerId", id.toString()).put("language", language);
        state.putArray("contacts");
        if (email.isEmpty()) {
            state.remove("email");
        } else {
            state.put("email", email);
        }
        send("CustomerRegistered.v1", id, state);
        return id;
    }

    /** Issues an invoice of 1302.50 EUR and opens its item. */
    public UUID invoice(UUID customer) {
        UUID id = issue(customer, DUE);
        owes(id, "1302.50", "0.00", "ISSUED");
        return id;
    }

    /** Only the invoice, nothing from payment-service. */
    public UUID issue(UUID customer, LocalDate due) {
        UUID id = UUID.randomUUID();
        ObjectNode issued = EventContracts.example("InvoiceIssued.v1");
        issued.put("invoiceId", id.toString())
                .put("customerId", customer.toString())
                .put("number", number(id))
                .put("issueDate", LocalDate.ofInstant(clock, ZoneOffset.UTC).toString())
                .put("dueDate", due.toString());
        send("InvoiceIssued.v1", id, issued);
        return id;
    }

    /** The legal number given to an invoice. */
    public static String number(UUID invoice) {
        return "INV-" + invoice.toString().substring(0, 8);
    }

    /** Invoicing-service declares the invoice overdue. */
    public void overdue(UUID invoice) {
        ObjectNode overdue = EventContracts.example("InvoiceOverdue.v1");
        overdue.put("invoiceId", invoice.toString())
                .put("number", number(invoice))
                .put("openAmount", "1302.50");
        overdue.put("openItemVersion", 1);
        send("InvoiceOverdue.v1", invoice, overdue);
    }

    /** A credit note over the whole invoice. */
    public void credit(UUID invoice) {
        ObjectNode note = EventContracts.example("CreditNoteIssued.v1");
        note.put("invoiceId", invoice.toString())
                .put("invoiceNumber", number(invoice))
                .put("full", true);
        send("CreditNoteIssued.v1", invoice, note);
    }

    /** Payment-service says what is owed; each call is a newer version. */
    public void owes(UUID invoice, String open, String credited, String cause) {
        owes(invoice, open, credited, cause, items.merge(invoice, 1L, Long::sum));
    }

    /** The same out of turn. */
    public void owes(UUID invoice, String open, String credited, String cause, long version) {
        ObjectNode item = EventContracts.example("OpenItemChanged.v1");
        item.put("invoiceId", invoice.toString())
                .put("invoiceNumber", number(invoice))
                .put("openAmount", open)
                .put("creditedAmount", credited)
                .put("cause", cause)
                .put("openItemVersion", version);
        feeder.event("OpenItemChanged.v1", invoice, version, item).time(clock).send();
    }

    /** A full payment arrives. */
    public void pay(UUID invoice) {
        owes(invoice, "0.00", "0.00", "ALLOCATED");
        Awaits.until("the case of " + invoice + " is closed", () -> "CLOSED"
                .equals(dunned(invoice).getString("state")));
    }

    /** The case of an invoice, once there is one. */
    public JsonPath dunned(UUID invoice) {
        String path = "/v1/cases?invoiceId=" + invoice;
        Awaits.until("a case of " + invoice, () -> get(path).getList("items").size() == 1);
        String id = get(path).getString("items[0].id");
        return get("/v1/cases/" + id);
    }

    /** The reminders of an invoice with their full texts, oldest first. */
    public List<JsonPath> reminders(UUID invoice) {
        List<String> ids = get("/v1/reminders?limit=100&invoiceId=" + invoice).getList("items.id");
        return ids.stream().map(id -> get("/v1/reminders/" + id)).toList();
    }

    /** Waits until the reminder of a level has a state, and returns it as it was then. */
    public JsonPath awaitReminder(UUID invoice, int level, String state) {
        String path = "/v1/reminders?invoiceId=" + invoice + "&level=" + level;
        AtomicReference<JsonPath> seen = new AtomicReference<>();
        Awaits.until("level " + level + " of " + invoice + " is " + state, () -> {
            List<String> ids = get(path).getList("items.id");
            ids.forEach(id -> seen.set(get("/v1/reminders/" + id)));
            return seen.get() != null && state.equals(seen.get().getString("state"));
        });
        return seen.get();
    }

    /** A request of this tenant. */
    public RequestSpecification as(String... roles) {
        return given().auth().oauth2(Tokens.token(tenant, "anna", roles));
    }

    private JsonPath get(String path) {
        return as("finance").get(path).then().statusCode(200).extract().jsonPath();
    }

    private String clockOfService() {
        return get("/v1/clock").getString("now");
    }

    private UUID tenantId() {
        return UUID.nameUUIDFromBytes(("tenant:" + tenant).getBytes(StandardCharsets.UTF_8));
    }

    /** Sends the next event of an aggregate. */
    public void send(String type, UUID subject, ObjectNode data) {
        feeder.event(type, subject, sequences.merge(subject, 1L, Long::sum), data)
                .time(clock)
                .send();
    }

    /** The same on a topic whose name the type does not tell. */
    public void send(String topic, String type, UUID subject, ObjectNode data) {
        feeder.event(type, subject, sequences.merge(subject, 1L, Long::sum), data)
                .on(topic)
                .send();
    }

    @Override
    public void close() {
        feeder.close();
    }
}
