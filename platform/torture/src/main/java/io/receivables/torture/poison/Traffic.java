package io.receivables.torture.poison;

import io.receivables.local.system.Progress;
import io.receivables.local.system.ServiceName;
import io.receivables.torture.history.Client;
import io.receivables.torture.history.Estimate;
import io.receivables.torture.history.Pauses;
import io.receivables.torture.world.Cents;
import io.receivables.torture.world.Ground;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Invoices that are issued and paid at a steady pace through the APIs, as if there were no poison. */
final class Traffic {

    /** What one invoice and its payment publish at least. */
    static final int EVENTS_EACH = 5;

    /** So many invoices a second one client issues and pays, waiting for each to be seen. */
    private static final int OF_ONE_CLIENT = 4;

    private static final int CUSTOMERS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Ground ground;
    private final int invoices;
    private final int eachSecond;
    private final List<String> customers = new ArrayList<>();
    private final Map<String, Long> expected = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final Estimate estimate;
    private final AtomicLong slowestMillis = new AtomicLong();
    private final long seed;
    private final long begin = System.nanoTime();

    Traffic(Ground ground, int invoices, int eachSecond, SplittableRandom random, Progress progress) {
        this.ground = ground;
        this.invoices = invoices;
        this.eachSecond = eachSecond;
        this.seed = random.nextLong();
        this.estimate = new Estimate(progress, "invoices among poison", invoices);
        for (int i = 0; i < CUSTOMERS; i++) {
            customers.add(ground.customer("healthy-" + i, "healthy-" + i + "@debtor.example"));
        }
    }

    /** How much is done, from 0 to 1. */
    double progress() {
        return (double) done.get() / invoices;
    }

    /** What is open on each invoice in cents. */
    Map<String, Long> expected() {
        return Map.copyOf(expected);
    }

    /** The longest time from an answer until the next service answered accordingly. */
    long slowestMillis() {
        return slowestMillis.get();
    }

    /** Begins; ends with the last invoice. */
    CompletableFuture<Void> start() {
        int several = eachSecond / OF_ONE_CLIENT;
        ExecutorService clients = Executors.newFixedThreadPool(several);
        CompletableFuture<?>[] all = new CompletableFuture<?>[several];
        for (int i = 0; i < several; i++) {
            all[i] = CompletableFuture.runAsync(this::run, clients);
        }
        clients.shutdown();
        return CompletableFuture.allOf(all);
    }

    private void run() {
        for (int number = next.getAndIncrement(); number < invoices; number = next.getAndIncrement()) {
            long early = number * 1_000L / eachSecond - (System.nanoTime() - begin) / 1_000_000;
            Pauses.millis(Math.max(0, early));
            issueAndPay(number, new SplittableRandom(seed + number));
            estimate.done(done.incrementAndGet());
        }
    }

    private void issueAndPay(int number, SplittableRandom random) {
        Client client = ground.client();
        long units = 1 + random.nextLong(900);
        long total = 127 * units;
        String customer = customers.get(random.nextInt(CUSTOMERS));
        Map<String, Object> request = ground.invoice(customer, List.of(Ground.line(Cents.text(100 * units))));
        request.put("dueDate", LocalDate.now(ZoneOffset.UTC).plusDays(30).toString());
        var issued = ground.issue(request, "healthy-" + number).json();
        String id = issued.path("invoiceId").asText();
        visible(() -> client.tryGet(ServiceName.PAYMENT, "/v1/open-items/" + id).ok());
        long paid = random.nextInt(5) == 0 ? 1 + random.nextLong(total - 1) : total;
        Map<String, Object> payment = Map.of(
                "method",
                "BANK_TRANSFER",
                "amount",
                Cents.euro(paid),
                "customerId",
                customer,
                "structuredReference",
                issued.path("paymentReference").asText(),
                "reason",
                "In time");
        ground.pay(payment, "healthy-" + number);
        expected.put(id, total - paid);
        visible(() ->
                Cents.of(client.get(ServiceName.INVOICING, "/v1/invoices/" + id).path("openAmount")) == total - paid);
    }

    private void visible(BooleanSupplier there) {
        long from = System.nanoTime();
        Pauses.until(PATIENCE, there);
        long millis = (System.nanoTime() - from) / 1_000_000;
        slowestMillis.accumulateAndGet(millis, Math::max);
    }
}
