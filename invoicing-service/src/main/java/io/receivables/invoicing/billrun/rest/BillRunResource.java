package io.receivables.invoicing.billrun.rest;

import io.receivables.chassis.auth.CurrentCaller;
import io.receivables.chassis.auth.Roles;
import io.receivables.chassis.idempotency.Commands;
import io.receivables.chassis.idempotency.Reply;
import io.receivables.chassis.rest.Cursor;
import io.receivables.chassis.rest.Limit;
import io.receivables.chassis.rest.Page;
import io.receivables.chassis.tx.Transactions;
import io.receivables.chassis.upload.UploadedFile;
import io.receivables.invoicing.billrun.BillRunConfig;
import io.receivables.invoicing.billrun.BillRunIntake;
import io.receivables.invoicing.billrun.BillRunJob;
import io.receivables.invoicing.billrun.BillRunService;
import io.receivables.invoicing.billrun.model.BillRunOrder;
import io.receivables.invoicing.billrun.model.BillRunStatus;
import io.receivables.invoicing.billrun.model.OnError;
import io.receivables.invoicing.billrun.store.BillRuns;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Issues the invoices of a file. The upload goes to disk before anything is read, so its size costs no memory. */
@Path("/v1/bill-runs")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
@Tag(name = "Bill runs", description = "Many invoices from one file")
public class BillRunResource {
    static final String LINES = "application/x-ndjson";

    private final BillRunIntake intake;
    private final BillRunService service;
    private final BillRuns runs;
    private final BillRunJob job;
    private final BillRunConfig config;
    private final Commands commands;
    private final Transactions transactions;
    private final CurrentCaller caller;

    BillRunResource(
            BillRunIntake intake,
            BillRunService service,
            BillRuns runs,
            BillRunJob job,
            BillRunConfig config,
            Commands commands,
            Transactions transactions,
            CurrentCaller caller) {
        this.intake = intake;
        this.service = service;
        this.runs = runs;
        this.job = job;
        this.config = config;
        this.commands = commands;
        this.transactions = transactions;
        this.caller = caller;
    }

    @POST
    @Blocking
    @Consumes(LINES)
    @RolesAllowed({Roles.FINANCE, Roles.ADMIN})
    @Operation(
            operationId = "startBillRun",
            summary = "Issue the invoices of a file",
            description =
                    """
                    One line per invoice: the body of POST /v1/invoices, validated and refused in the same way. The invoices are \
                    issued in the background, in the order of the file, each once whatever happens; follow Location. Good rows \
                    are issued, bad ones are listed under /rows. The content of a file that was sent before is refused (409 \
                    bill_run_repeated).""")
    @APIResponse(
            responseCode = "202",
            description = "The file is taken in; follow Location",
            content = @Content(schema = @Schema(implementation = BillRunResponse.class)))
    @APIResponse(responseCode = "400", description = "bill_run_empty and others")
    @APIResponse(responseCode = "409", description = "bill_run_repeated: detail names the earlier run")
    public Uni<Response> start(
            @HeaderParam("Idempotency-Key")
                    @Parameter(required = true, description = "Unique per request, your own making.")
                    String key,
            @QueryParam("dryRun")
                    @DefaultValue("false")
                    @Parameter(description = "Validate every row and issue nothing.")
                    boolean dryRun,
            @QueryParam("onError")
                    @DefaultValue("SKIP")
                    @Parameter(description = "REFUSE_ALL: validate every row first, and issue none when one is bad.")
                    OnError onError,
            @QueryParam("allowRepeat")
                    @DefaultValue("false")
                    @Parameter(description = "Take the file although its content was sent before.")
                    boolean allowRepeat,
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = LINES,
                                            schema = @Schema(type = SchemaType.STRING, format = "binary"),
                                            examples =
                                                    @ExampleObject(name = "one invoice", value = BillRunExamples.FILE)))
                    InputStream body) {
        var file = UploadedFile.receive(body, config.maxBytes());
        var order = new BillRunOrder(file.sha256(), dryRun, onError, allowRepeat);
        return Uni.createFrom()
                .deferred(() -> commands.once(key, "startBillRun", order, tx -> intake.take(tx, order, file)
                        .map(run -> Reply.accepted(URI.create("/v1/bill-runs/" + run.id()), BillRunResponse.of(run)))))
                .onTermination()
                .invoke(file::close)
                .invoke(job::wake);
    }

    @GET
    @RolesAllowed({Roles.FINANCE, Roles.MANAGER, Roles.ADMIN})
    @Operation(operationId = "listBillRuns", summary = "List bill runs, newest first")
    public Uni<Page<BillRunResponse>> list(
            @QueryParam("status") BillRunStatus status,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        int size = Limit.of(limit);
        var before = Cursor.decode(cursor, 1).map(c -> c.uuid(0));
        return transactions
                .inTenant(caller.get(), tx -> runs.list(tx, Optional.ofNullable(status), before, size + 1))
                .map(found -> Page.of(found, size, run -> Cursor.of(run.id())).map(BillRunResponse::of));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.FINANCE, Roles.MANAGER, Roles.ADMIN})
    @Operation(operationId = "getBillRun", summary = "Follow a bill run")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = BillRunResponse.class)))
    public Uni<BillRunResponse> get(@PathParam("id") UUID id) {
        return transactions.inTenant(caller.get(), tx -> service.find(tx, id)).map(BillRunResponse::of);
    }

    @POST
    @Path("/{id}/stop")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.FINANCE, Roles.ADMIN})
    @Operation(
            operationId = "stopBillRun",
            summary = "Issue no more of a bill run",
            description = "What was issued stays issued; it is taken back with credit notes.")
    @APIResponse(
            responseCode = "200",
            description = "Stopped",
            content = @Content(schema = @Schema(implementation = BillRunResponse.class)))
    @APIResponse(responseCode = "409", description = "bill_run_ended")
    public Uni<Response> stop(
            @PathParam("id") UUID id,
            @HeaderParam("Idempotency-Key")
                    @Parameter(required = true, description = "Unique per request, your own making.")
                    String key,
            @NotNull @Valid StopRequest request) {
        return commands.once(key, "stopBillRun:" + id, request, tx -> service.stop(tx, id, request.reason())
                        .map(run -> Reply.ok(BillRunResponse.of(run))))
                .invoke(job::wake);
    }
}
