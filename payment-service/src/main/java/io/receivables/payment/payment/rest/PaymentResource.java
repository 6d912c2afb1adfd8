package io.receivables.payment.payment.rest;

import io.receivables.chassis.auth.CurrentCaller;
import io.receivables.chassis.auth.Roles;
import io.receivables.chassis.idempotency.CommandGroup;
import io.receivables.chassis.idempotency.CommandGroups;
import io.receivables.chassis.idempotency.Commands;
import io.receivables.chassis.idempotency.Reply;
import io.receivables.chassis.problem.CommonProblem;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.rest.Cursor;
import io.receivables.chassis.rest.ETags;
import io.receivables.chassis.rest.Limit;
import io.receivables.chassis.rest.Page;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Transactions;
import io.receivables.payment.events.PaymentMethod;
import io.receivables.payment.payment.PaymentService;
import io.receivables.payment.payment.ReleaseService;
import io.receivables.payment.payment.Settlement;
import io.receivables.payment.payment.store.PaymentQueries;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Payments of the caller's tenant: record, read, allocate, undo, reverse. */
@Path("/v1/payments")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
@Tag(name = "Payments", description = "Money received and the invoices it settles")
public class PaymentResource {
    private static final String KEY = "Idempotency-Key";

    private final CommandGroup<PaymentRequest> recording;
    private final Commands commands;
    private final Transactions transactions;
    private final CurrentCaller caller;
    private final PaymentService payments;
    private final ReleaseService releases;
    private final PaymentQueries queries;

    PaymentResource(
            RecordPayments recording,
            CommandGroups groups,
            Commands commands,
            Transactions transactions,
            CurrentCaller caller,
            PaymentService payments,
            ReleaseService releases,
            PaymentQueries queries) {
        this.recording = groups.of("recordPayment", recording);
        this.commands = commands;
        this.transactions = transactions;
        this.caller = caller;
        this.payments = payments;
        this.releases = releases;
        this.queries = queries;
    }

    @POST
    @RolesAllowed({Roles.FINANCE, Roles.ADMIN, Roles.COLLECTOR})
    @Operation(
            operationId = "recordPayment",
            summary = "Record a payment and allocate it",
            description =
                    "Told allocations come first, then the structured reference, invoice numbers in the remittance"
                            + " text, and the oldest due debt of a known payer. Without an externalId somebody records"
                            + " it by hand and gives a reason. A collector may record cash only.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = PaymentRequest.class),
                            examples = {
                                @ExampleObject(name = "bank transfer", value = PaymentExamples.TRANSFER),
                                @ExampleObject(name = "cash with allocation", value = PaymentExamples.CASH)
                            }))
    @APIResponse(
            responseCode = "201",
            content =
                    @Content(
                            schema = @Schema(implementation = PaymentResponse.class),
                            examples = @ExampleObject(name = "allocated", value = PaymentExamples.RESPONSE)))
    public Uni<Response> record(@HeaderParam(KEY) String key, PaymentRequest request) {
        RequestChecks.requireBody(request);
        var who = caller.get();
        if (request.method() != PaymentMethod.CASH && isOnlyCollector(who.roles())) {
            throw Problem.of(CommonProblem.FORBIDDEN, "A collector may record cash only.");
        }
        return recording.once(key, request, request);
    }

    private static boolean isOnlyCollector(Set<String> roles) {
        return !roles.contains(Roles.FINANCE) && !roles.contains(Roles.ADMIN);
    }

    @GET
    @RolesAllowed({Roles.FINANCE, Roles.SALES, Roles.COLLECTOR, Roles.MANAGER, Roles.ANALYST, Roles.ADMIN})
    @Operation(
            operationId = "listPayments",
            summary = "List payments",
            description =
                    "Newest first; with `bookedFrom` or `bookedTo` and no other filter but `method` by booking date, latest first.")
    public Uni<Page<PaymentResponse>> list(@BeanParam PaymentListQuery query) {
        int size = Limit.of(query.limit);
        var filter = query.filter();
        var after = Cursor.decode(query.cursor, filter.keys());
        return transactions
                .inTenant(caller.get(), tx -> queries.list(tx, filter, after, size))
                .map(found -> Page.of(found, size, filter::after).map(PaymentResponse::of));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.FINANCE, Roles.SALES, Roles.COLLECTOR, Roles.MANAGER, Roles.ANALYST, Roles.ADMIN})
    @Operation(operationId = "getPayment", summary = "Read a payment with all its allocations")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = PaymentResponse.class),
                            examples = @ExampleObject(name = "allocated", value = PaymentExamples.RESPONSE)))
    @APIResponse(responseCode = "404", description = "not_found")
    public Uni<Response> get(@PathParam("id") UUID id) {
        return transactions.inTenant(caller.get(), tx -> payments.find(tx, id)).map(found -> Response.ok(
                        PaymentResponse.of(found))
                .header("ETag", ETags.toHeader(found.payment().version()))
                .build());
    }

    @POST
    @Path("/{id}/allocations")
    @RolesAllowed({Roles.FINANCE, Roles.ADMIN})
    @Operation(operationId = "allocatePayment", summary = "Allocate unapplied money to invoices")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = ManualAllocationRequest.class),
                            examples = @ExampleObject(name = "one invoice", value = PaymentExamples.ALLOCATION)))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PaymentResponse.class)))
    public Uni<Response> allocate(
            @PathParam("id") UUID id, @HeaderParam(KEY) String key, ManualAllocationRequest request) {
        return commands.once(
                key,
                "allocatePayment:" + id,
                request,
                tx -> reply(payments.allocate(
                        tx, id, RequestChecks.designations(request), RequestChecks.reason(request.reason()))));
    }

    @POST
    @Path("/{id}/allocations/{allocationId}/undos")
    @RolesAllowed({Roles.FINANCE, Roles.ADMIN})
    @Operation(operationId = "undoAllocation", summary = "Take an allocation back; the money is unapplied again")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = UndoRequest.class),
                            examples = @ExampleObject(name = "wrong invoice", value = PaymentExamples.UNDO)))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PaymentResponse.class)))
    public Uni<Response> undo(
            @PathParam("id") UUID id,
            @PathParam("allocationId") UUID allocationId,
            @HeaderParam(KEY) String key,
            UndoRequest request) {
        RequestChecks.requireBody(request);
        return commands.once(
                key,
                "undoAllocation:" + id + ":" + allocationId,
                request,
                tx -> reply(releases.undo(tx, id, allocationId, RequestChecks.requiredReason(request.reason()))));
    }

    @POST
    @Path("/{id}/reversals")
    @RolesAllowed({Roles.FINANCE, Roles.ADMIN})
    @Operation(
            operationId = "reversePayment",
            summary = "Reverse a payment",
            description = "The money went back; every invoice it had settled is owed again.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = ReversalRequest.class),
                            examples = @ExampleObject(name = "bank return", value = PaymentExamples.REVERSAL)))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PaymentResponse.class)))
    public Uni<Response> reverse(@PathParam("id") UUID id, @HeaderParam(KEY) String key, ReversalRequest request) {
        return commands.once(
                key,
                "reversePayment:" + id,
                request,
                tx -> reply(releases.reverse(tx, id, RequestChecks.reversal(request, today(tx)))));
    }

    private static Uni<Reply> reply(Uni<Settlement> settled) {
        return settled.map(done -> Reply.ok(done.payment().version(), PaymentResponse.of(done)));
    }

    private static LocalDate today(PgTx tx) {
        return LocalDate.ofInstant(tx.now(), ZoneOffset.UTC);
    }
}
