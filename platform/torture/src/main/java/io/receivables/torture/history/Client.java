package io.receivables.torture.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.receivables.local.LocalFailure;
import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.ServiceName;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A careful caller of one tenant: it repeats a command with the same key until somebody answers for good, and remembers what it saw. */
public final class Client {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LAST_PAUSE_MILLIS = 500;
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private final LocalSystem system;
    private final String tenant;
    private final String token;
    private final History history;
    private final AtomicInteger tries = new AtomicInteger();

    public Client(LocalSystem system, String tenant, History history) {
        this.system = system;
        this.tenant = tenant;
        this.token = system.tokens().token(tenant, "torture", "finance", "sales", "admin");
        this.history = history;
    }

    public String tenant() {
        return tenant;
    }

    /** POSTs JSON under the key until there is a definite answer. */
    public Reply post(ServiceName service, String path, Object body, String key) {
        return command("POST", service, path, "application/json", bytes(body), key);
    }

    /** POSTs a file under the key until there is a definite answer. */
    public Reply postFile(ServiceName service, String path, String contentType, byte[] file, String key) {
        return command("POST", service, path, contentType, file, key);
    }

    public Reply put(ServiceName service, String path, Object body) {
        return insist(request("PUT", service, path, "application/json", bytes(body), ""));
    }

    /** Sends an acknowledged command once more. */
    public Reply again(History.Acknowledged command) {
        return insist(request(
                "POST", command.service(), command.path(), command.contentType(), command.body(), command.key()));
    }

    private Reply command(
            String method, ServiceName service, String path, String contentType, byte[] body, String key) {
        Reply reply = insist(request(method, service, path, contentType, body, key));
        history.acknowledged(new History.Acknowledged(tenant, service, path, contentType, body, key, reply));
        return reply;
    }

    /** The answer of a GET that must succeed in the end. */
    public JsonNode get(ServiceName service, String path) {
        Reply reply = tryGet(service, path);
        if (!reply.ok()) {
            throw new LocalFailure(
                    "GET " + path + " of " + service + " answered " + reply.status() + ": " + reply.body());
        }
        return reply.json();
    }

    public Reply tryGet(ServiceName service, String path) {
        return insist(request("GET", service, path, "", new byte[0], ""));
    }

    /** Every item of a list that is known to be short. */
    public List<JsonNode> all(ServiceName service, String path) {
        List<JsonNode> items = new ArrayList<>();
        each(service, path, items::add);
        return items;
    }

    /** Looks at every item of a list, page by page. */
    public void each(ServiceName service, String path, Consumer<JsonNode> look) {
        String query = path + (path.contains("?") ? "&" : "?") + "limit=500";
        String cursor = "";
        do {
            JsonNode page = get(service, query + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            page.path("items").forEach(look);
            JsonNode next = page.path("nextCursor");
            cursor = next.isTextual() ? next.asText() : "";
        } while (!cursor.isEmpty());
    }

    /** One try under the key: the answer, or nothing when the outcome is unknown. */
    public Optional<Reply> once(ServiceName service, String path, Object body, String key) {
        return attempt(request("POST", service, path, "application/json", bytes(body), key)
                .get());
    }

    /** The request to one instance after the other; each try goes to the next. */
    private Supplier<HttpRequest> request(
            String method, ServiceName service, String path, String contentType, byte[] body, String key) {
        return () -> {
            List<String> urls = system.instances().baseUrls(service);
            String url = urls.get(Math.floorMod(tries.getAndIncrement(), urls.size()));
            return request(method, URI.create(url + path), contentType, body, key);
        };
    }

    private HttpRequest request(String method, URI uri, String contentType, byte[] body, String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(ANSWER)
                .header("Authorization", "Bearer " + token)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        if (!key.isEmpty()) {
            request.header("Idempotency-Key", key);
        }
        return request.build();
    }

    private Reply insist(Supplier<HttpRequest> request) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        long pause = FIRST_PAUSE_MILLIS;
        while (System.nanoTime() < end) {
            Optional<Reply> reply = attempt(request.get());
            if (reply.isPresent()) {
                return reply.get();
            }
            Pauses.millis(pause);
            pause = Math.min(2 * pause, LAST_PAUSE_MILLIS);
        }
        HttpRequest last = request.get();
        throw new LocalFailure(
                last.method() + " " + last.uri() + " got no definite answer for " + PATIENCE.toMinutes() + " minutes.");
    }

    private Optional<Reply> attempt(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = HTTP.send(request, BodyHandlers.ofByteArray());
            int status = response.statusCode();
            if (status == 429 || status == 503) {
                history.failed();
                return Optional.empty();
            }
            if (status >= 500) {
                history.broken();
                return Optional.empty();
            }
            history.ok();
            return Optional.of(new Reply(
                    status,
                    new String(response.body(), StandardCharsets.UTF_8),
                    response.headers().firstValue("Idempotency-Replayed").isPresent()));
        } catch (IOException e) {
            history.unknown();
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("Interrupted while calling " + request.uri(), e);
        }
    }

    private static byte[] bytes(Object body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
