package io.receivables.chassis.problem;

import java.util.Locale;

/** Reasons for refusal that every service shares. */
public enum CommonProblem implements ProblemCode {
    VALIDATION_FAILED(400, "The request has invalid fields."),
    MALFORMED_BODY(400, "The body is not readable as the expected format."),
    UNKNOWN_FIELD(400, "The body has a field that this operation does not know."),
    INVALID_PARAMETER(400, "A path or query parameter is invalid."),
    INVALID_CURSOR(400, "The cursor was not issued by this list."),
    AMOUNT_TOO_PRECISE(400, "The amount has more decimals than its currency."),
    UNKNOWN_CURRENCY(400, "The currency is not an ISO 4217 code."),
    IDEMPOTENCY_KEY_REQUIRED(400, "This operation needs an Idempotency-Key header."),
    UNAUTHENTICATED(401, "A valid bearer token is required."),
    FORBIDDEN(403, "The caller's roles do not allow this operation."),
    NOT_FOUND(404, "There is no such resource."),
    METHOD_NOT_ALLOWED(405, "The resource does not support this method."),
    NOT_ACCEPTABLE(406, "The requested media type cannot be produced."),
    CONFLICT(409, "The request conflicts with the current state."),
    PARKED_EVENT_RESOLVED(409, "The parked event has ended already."),
    PARKED_EVENT_NOT_NEXT(409, "An earlier event of the aggregate comes first."),
    CONSUMER_UNKNOWN(409, "This service has no such consumer."),
    AGGREGATE_NOT_WAITING(409, "No event of the aggregate is parked here."),
    SEQUENCE_NOT_AHEAD(409, "The aggregate has come that far already."),
    SKIP_OVER_PARKED_EVENT(409, "The skip would pass over an event that is here."),
    LENGTH_REQUIRED(411, "A JSON body needs a Content-Length header."),
    VERSION_CONFLICT(412, "The resource has changed since it was read."),
    BODY_TOO_LARGE(413, "The body is larger than allowed."),
    UNSUPPORTED_MEDIA_TYPE(415, "The content type is not supported."),
    IDEMPOTENCY_KEY_REUSED(422, "The Idempotency-Key was used for another request."),
    PRECONDITION_REQUIRED(428, "This change needs an If-Match header."),
    TOO_MANY_REQUESTS(429, "The tenant has sent more than its share; retry later."),
    INTERNAL_ERROR(500, "Something failed on our side; nothing was changed."),
    OVERLOADED(503, "The service cannot take this request now; retry later.");

    private final int status;
    private final String title;

    CommonProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
