package io.receivables.chassis.idempotency;

import io.receivables.chassis.problem.ProblemDocument;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** A reply, and whether it was made by an earlier sender of the same key. */
record Outcome(Reply reply, boolean replayed) {
    Response toResponse() {
        var type = reply.status() >= 400 ? ProblemDocument.MEDIA_TYPE : MediaType.APPLICATION_JSON;
        var response = Response.status(reply.status()).entity(reply.body()).type(type);
        reply.location().ifPresent(location -> response.header("Location", location));
        reply.etag().ifPresent(etag -> response.header("ETag", etag));
        if (replayed) {
            response.header("Idempotency-Replayed", "true");
        }
        return response.build();
    }
}
