package io.receivables.chassis.idempotency;

import io.receivables.chassis.json.Json;
import io.receivables.chassis.rest.ETags;
import java.net.URI;
import java.util.Optional;

/** What a command answers: stored with its Idempotency-Key and sent byte for byte the same on every replay. */
public record Reply(int status, Optional<String> location, Optional<String> etag, String body) {

    public static Reply created(URI location, long version, Object body) {
        return new Reply(201, Optional.of(location.toString()), Optional.of(ETags.toHeader(version)), Json.text(body));
    }

    public static Reply created(URI location, Object body) {
        return new Reply(201, Optional.of(location.toString()), Optional.empty(), Json.text(body));
    }

    public static Reply ok(Object body) {
        return new Reply(200, Optional.empty(), Optional.empty(), Json.text(body));
    }

    public static Reply ok(long version, Object body) {
        return new Reply(200, Optional.empty(), Optional.of(ETags.toHeader(version)), Json.text(body));
    }

    public static Reply accepted(URI location, Object body) {
        return new Reply(202, Optional.of(location.toString()), Optional.empty(), Json.text(body));
    }
}
