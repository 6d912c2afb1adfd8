package io.receivables.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.chassis.json.Json;
import io.receivables.payment.statement.camt.CamtReader;
import io.receivables.testkit.Tokens;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LargeStatementIT extends PaymentIntegrationTest {
    private static final int ENTRIES = 16_500;
    private static final long HEAP = 48L * 1024 * 1024;

    @TestHTTPResource
    URI address;

    @Test
    void sixteenMegabytesAreReadInConstantMemory() {
        var file = CamtSampleFiles.large(ENTRIES);
        assertThat(file.length).isGreaterThan(16_000_000);
        long before = usedAfterCollection();
        long highest = 0;
        long started = System.nanoTime();
        int items = 0;
        try (var reader = new CamtReader(new ByteArrayInputStream(file))) {
            for (var item = reader.next(); item.isPresent(); item = reader.next()) {
                if (++items % 4_000 == 0) {
                    highest = Math.max(highest, usedAfterCollection() - before);
                }
            }
        }
        System.out.printf(
                "read 16 MB camt.053: %d items, %d ms with 4 collections, heap held %d KiB%n",
                items, (System.nanoTime() - started) / 1_000_000, highest / 1024);
        assertThat(items).isEqualTo(ENTRIES + 2);
        assertThat(highest).as("heap held while reading").isLessThan(4 * 1024 * 1024);
    }

    @Test
    void sixteenMegabytesAreImportedInOneTransactionWithoutKeepingThemInMemory() throws Exception {
        var customer = world.customer();
        for (int i = 0; i < 5; i++) {
            world.invoice(customer, "HU-2026-" + (100_000 + i * 1000), "1.00", "2026-02-28");
        }
        var file = CamtSampleFiles.large(ENTRIES);
        long before = usedAfterCollection();
        var running = new AtomicBoolean(true);
        var highest = new long[1];
        var watcher = new Thread(() -> {
            while (running.get()) {
                highest[0] = Math.max(highest[0], usedAfterCollection() - before);
                java.util.concurrent.locks.LockSupport.parkNanos(4_000_000_000L);
            }
        });
        watcher.start();
        long started = System.nanoTime();
        long cpuBefore = cpuMillis();
        var report = upload(file);
        long millis = (System.nanoTime() - started) / 1_000_000;
        long cpu = cpuMillis() - cpuBefore;
        running.set(false);
        watcher.join();

        System.out.printf(
                "import of %d bytes with %d entries: %d ms, %d ms CPU of this JVM (client and collections included),"
                        + " live heap at most %d KiB above the start%n",
                file.length, ENTRIES, millis, cpu, highest[0] / 1024);
        assertThat(highest[0]).as("live heap above the start").isLessThan(HEAP);
        var statement = report.get("statements").get(0);
        assertThat(statement.get("entryCount").asInt()).isEqualTo(ENTRIES);
        assertThat(statement.get("paymentCount").asInt()).isEqualTo(ENTRIES);
        assertThat(Database.number(world.tenant(), "select count(*) from open_items where status = 'SETTLED'"))
                .isEqualTo(5);
    }

    /** Sends the array as it is; a client that copies it would be measured with the service. */
    private JsonNode upload(byte[] file) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address.resolve("/v1/statement-imports"))
                .header("Authorization", "Bearer " + Tokens.token(world.tenant(), "anna", "finance"))
                .header("Content-Type", "application/xml")
                .POST(HttpRequest.BodyPublishers.ofByteArray(file))
                .build();
        var response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return Json.tree(response.body());
    }

    private static long cpuMillis() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() / 1_000_000;
    }

    /** Live bytes as the collector found them, not what was allocated since by a busy JVM. */
    private static long usedAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(p -> p.getType() == java.lang.management.MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .mapToLong(u -> u.getUsed())
                .sum();
    }
}
