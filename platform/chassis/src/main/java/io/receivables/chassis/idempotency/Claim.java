package io.receivables.chassis.idempotency;

import io.receivables.chassis.auth.Caller;
import io.receivables.chassis.json.Json;
import io.receivables.chassis.problem.CommonProblem;
import io.receivables.chassis.problem.FieldError;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.problem.ProblemDocument;
import io.receivables.chassis.telemetry.TraceParent;
import io.receivables.chassis.tx.Cause;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One command and the key under which it runs once.
 *
 * @param operation stable name of the operation and its path parameters
 * @param hash of the request, in hexadecimal digits
 * @param cause who sent it and in which trace
 */
record Claim(String tenant, String key, String operation, String hash, Cause cause) {
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,128}");

    /** Refuses a key that is missing or unusable. */
    static Claim of(Caller caller, String key, String operation, Object request) {
        if (key == null || key.isBlank()) {
            throw Problem.of(CommonProblem.IDEMPOTENCY_KEY_REQUIRED, "Send an Idempotency-Key of your own making.")
                    .at("Idempotency-Key", "required", "is required");
        }
        if (!KEY.matcher(key).matches()) {
            throw Problem.invalid(List.of(new FieldError(
                    "Idempotency-Key", "invalid", "must be 1 to 128 printable ASCII characters without spaces")));
        }
        var cause = new Cause(caller.subject(), caller.correlationId(), caller.correlationId(), TraceParent.current());
        return new Claim(caller.tenant(), key, operation, hash(request), cause);
    }

    /** Refuses a key that was used for something else. */
    void requireSame(String storedOperation, String storedHash) {
        if (!storedOperation.equals(operation) || !storedHash.equals(hash)) {
            throw Problem.of(
                    CommonProblem.IDEMPOTENCY_KEY_REUSED,
                    "The Idempotency-Key was used for another operation or body; use a new key.");
        }
    }

    /** The reply that tells of a refusal. */
    Reply refusal(Problem refusal) {
        var traceId = cause.traceParent().map(p -> p.substring(3, 35)).orElse(null);
        return new Reply(
                refusal.status(), Optional.empty(), Optional.empty(), Json.text(ProblemDocument.of(refusal, traceId)));
    }

    private static String hash(Object request) {
        try {
            var json = request instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : Json.bytes(request);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
