package io.receivables.torture.api;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is sent, exactly as it is sent.
 *
 * @param target path and query as they stand on the request line
 */
public record Request(String method, String target, Map<String, String> headers, byte[] body) {

    public Request {
        headers = new LinkedHashMap<>(headers);
        body = body.clone();
    }

    public Request withHeader(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.put(name, value);
        return new Request(method, target, changed, body);
    }

    public Request withoutHeader(String name) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.remove(name);
        return new Request(method, target, changed, body);
    }

    public Request withTarget(String other) {
        return new Request(method, other, headers, body);
    }

    public Request withMethod(String other) {
        return new Request(other, target, headers, body);
    }

    public Request withBody(byte[] other) {
        return new Request(method, target, headers, other);
    }

    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The whole request as text, the token left out. */
    public String text() {
        StringBuilder text = new StringBuilder(method).append(' ').append(target);
        headers.forEach((name, value) -> {
            if (!name.equals("Authorization")) {
                text.append(" | ").append(name).append(": ").append(value);
            }
        });
        return text.append(" | ").append(bodyText()).toString();
    }

    @Override
    public String toString() {
        String text = text();
        return text.length() > 600 ? text.substring(0, 600) + "..." : text;
    }
}
