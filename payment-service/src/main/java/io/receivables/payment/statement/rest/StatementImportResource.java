package io.receivables.payment.statement.rest;

import io.receivables.chassis.auth.CurrentCaller;
import io.receivables.chassis.auth.Roles;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.tx.Transactions;
import io.receivables.payment.config.PaymentConfig;
import io.receivables.payment.statement.StatementFile;
import io.receivables.payment.statement.StatementFile.Format;
import io.receivables.payment.statement.StatementImportService;
import io.receivables.payment.statement.StatementReport;
import io.receivables.payment.statement.store.StatementRepository;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Takes in bank statement files. The upload goes to disk before anything is read, so its size costs no memory. */
@Path("/v1/statement-imports")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
@Tag(name = "Statements")
public class StatementImportResource {
    private final StatementImportService imports;
    private final StatementRepository statements;
    private final Transactions transactions;
    private final CurrentCaller caller;
    private final PaymentConfig config;

    StatementImportResource(
            StatementImportService imports,
            StatementRepository statements,
            Transactions transactions,
            CurrentCaller caller,
            PaymentConfig config) {
        this.imports = imports;
        this.statements = statements;
        this.transactions = transactions;
        this.caller = caller;
        this.config = config;
    }

    @POST
    @Blocking
    @Consumes({MediaType.APPLICATION_XML, MediaType.TEXT_XML, MediaType.APPLICATION_OCTET_STREAM})
    @RolesAllowed({Roles.FINANCE, Roles.ADMIN})
    @Operation(
            operationId = "importStatement",
            summary = "Import a camt.053 file",
            description = "All or nothing. No Idempotency-Key: the same content again answers 200 with the first report"
                    + " and has no effect.")
    @APIResponse(
            responseCode = "201",
            description = "Imported",
            content = @Content(schema = @Schema(implementation = StatementReport.class)))
    @APIResponse(
            responseCode = "200",
            description = "This file was imported before",
            content = @Content(schema = @Schema(implementation = StatementReport.class)))
    @APIResponse(responseCode = "400", description = "statement_malformed, statement_dtd_forbidden and others")
    public Uni<Response> importCamt(
            @RequestBody(
                            content = {
                                @Content(
                                        mediaType = MediaType.APPLICATION_XML,
                                        schema = @Schema(type = SchemaType.STRING, format = "binary"),
                                        examples = @ExampleObject(name = "one entry", value = StatementExamples.CAMT)),
                                @Content(
                                        mediaType = MediaType.TEXT_XML,
                                        schema = @Schema(type = SchemaType.STRING, format = "binary"),
                                        examples = @ExampleObject(name = "one entry", value = StatementExamples.CAMT)),
                                @Content(
                                        mediaType = MediaType.APPLICATION_OCTET_STREAM,
                                        schema = @Schema(type = SchemaType.STRING, format = "binary"),
                                        examples = @ExampleObject(name = "one entry", value = StatementExamples.CAMT))
                            })
                    InputStream body) {
        return take(body, Format.CAMT_053);
    }

    @POST
    @Blocking
    @Consumes("text/csv")
    @RolesAllowed({Roles.FINANCE, Roles.ADMIN})
    @Operation(
            operationId = "importCsvStatement",
            summary = "Import a statement as CSV",
            description = "Required columns account, currency, bookingDate, amount (signed); optional valueDate,"
                    + " reference, endToEndId, counterpartyName, counterpartyIban, structuredReference,"
                    + " remittanceInformation, returnReasonCode. Separator comma or semicolon, UTF-8.")
    public Uni<Response> importCsv(
            @RequestBody(
                            content = {
                                @Content(
                                        mediaType = "text/csv",
                                        schema = @Schema(type = SchemaType.STRING, format = "binary"),
                                        examples = @ExampleObject(name = "one entry", value = StatementExamples.CSV))
                            })
                    InputStream body) {
        return take(body, Format.CSV);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.FINANCE, Roles.MANAGER, Roles.ADMIN})
    @Operation(operationId = "getStatementImport", summary = "Read the report of an import")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = StatementReport.class)))
    public Uni<Response> get(@PathParam("id") UUID id) {
        return transactions
                .inTenant(caller.get(), tx -> statements.report(tx, id))
                .map(found -> found.orElseThrow(() -> Problem.notFound("Statement import " + id)))
                .map(report -> Response.ok(report.json()).build());
    }

    private Uni<Response> take(InputStream body, Format format) {
        var who = caller.get();
        var file = StatementFile.receive(body, format, config.statement().maxBytes());
        return imports.run(who, file).onTermination().invoke(file::close).map(result -> {
            var location = "/v1/statement-imports/" + result.report().importId();
            return Response.status(result.created() ? 201 : 200)
                    .header("Location", location)
                    .entity(result.report().json())
                    .build();
        });
    }
}
