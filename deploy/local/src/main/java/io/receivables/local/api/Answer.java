package io.receivables.local.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.LocalFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a service answered. */
public record Answer(String request, int status, HttpHeaders headers, byte[] body) {

    private static final int SHOWN = 1000;

    /** Fails with the service's own words when the status is none of these. */
    public Answer expect(int... statuses) {
        if (Arrays.stream(statuses).noneMatch(expected -> expected == status)) {
            throw new UnexpectedAnswer(this);
        }
        return this;
    }

    public JsonNode json() {
        try {
            return Api.JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(request + " answered no JSON", e);
        }
    }

    /** The stable code of the problem document, empty for anything else. */
    public String problemCode() {
        return headers.firstValue("Content-Type").orElse("").startsWith("application/problem+json")
                ? json().path("code").asText()
                : "";
    }

    public String text() {
        String text = new String(body, StandardCharsets.UTF_8);
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    }

    /** An answer that the caller cannot go on with. */
    public static final class UnexpectedAnswer extends LocalFailure {

        private static final long serialVersionUID = 1L;

        private UnexpectedAnswer(Answer answer) {
            super(answer.request() + " answered " + answer.status() + ": " + answer.text());
        }
    }
}
