package io.receivables.payment.payment.rest;

import io.receivables.payment.events.PaymentMethod;
import io.receivables.payment.payment.model.PaymentStatus;
import io.receivables.payment.payment.store.PaymentQueries;
import io.receivables.payment.query.Parameters;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Query parameters of the list of payments. */
public class PaymentListQuery {
    @QueryParam("customerId")
    String customerId;

    @QueryParam("invoiceId")
    String invoiceId;

    @QueryParam("statementId")
    String statementId;

    @QueryParam("status")
    @Schema(implementation = PaymentStatus.class)
    String status;

    @QueryParam("method")
    @Schema(implementation = PaymentMethod.class)
    String method;

    @QueryParam("externalId")
    String externalId;

    @QueryParam("bookedFrom")
    String bookedFrom;

    @QueryParam("bookedTo")
    String bookedTo;

    @QueryParam("limit")
    Integer limit;

    @QueryParam("cursor")
    String cursor;

    PaymentQueries.Filter filter() {
        return new PaymentQueries.Filter(
                Parameters.uuid("customerId", customerId),
                Parameters.uuid("invoiceId", invoiceId),
                Parameters.uuid("statementId", statementId),
                Parameters.oneOf("status", status, PaymentStatus.class),
                Parameters.oneOf("method", method, PaymentMethod.class),
                Parameters.text("externalId", externalId),
                Parameters.date("bookedFrom", bookedFrom),
                Parameters.date("bookedTo", bookedTo));
    }
}
