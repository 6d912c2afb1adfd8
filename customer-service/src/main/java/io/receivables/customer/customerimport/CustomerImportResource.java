package io.receivables.customer.customerimport;

import io.receivables.chassis.auth.Caller;
import io.receivables.chassis.auth.CurrentCaller;
import io.receivables.chassis.auth.Roles;
import io.receivables.chassis.problem.FieldError;
import io.receivables.chassis.rest.Cursor;
import io.receivables.chassis.rest.Limit;
import io.receivables.chassis.rest.Page;
import io.receivables.chassis.upload.UploadedFile;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
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

/** Imports of customer files and their reports. */
@Path("/v1/customer-imports")
@Cancellable(false)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Customer imports", description = "Load customers from CSV; sending a file again changes nothing")
public class CustomerImportResource {
    static final String CSV = "text/csv";
    private static final int LISTED_ERRORS = 1000;
    private static final String EXAMPLE_FILE =
            """
            externalId,kind,name,language,timeZone,currency,paymentTermsKind,paymentTermsDays,preferredChannel,street,\
            city,postalCode,countryCode,email,ibans
            C-1001,COMPANY,Duna Pékség Kft.,hu,Europe/Budapest,HUF,NET,30,EMAIL,Váci út 1.,Budapest,1133,HU,\
            penzugy@example.com,HU42117730161111101800000000
            """;

    private static final String EXAMPLE_ERRORS =
            """
            {"items": [{"field": "ibans", "row": 18, "code": "iban_invalid", "message": "is not a valid IBAN"}]}""";

    private final CustomerImportService imports;
    private final CurrentCaller currentCaller;

    CustomerImportResource(CustomerImportService imports, CurrentCaller currentCaller) {
        this.imports = imports;
        this.currentCaller = currentCaller;
    }

    @POST
    @Consumes(CSV)
    @Blocking
    @RolesAllowed({Roles.SALES, Roles.FINANCE, Roles.ADMIN})
    @Operation(
            operationId = "importCustomers",
            summary = "Import customers from a CSV file",
            description =
                    """
                    UTF-8 with or without byte order mark, comma or semicolon. The first row names the columns: externalId \
                    (always), kind, name, vatId, language, timeZone, currency, region, paymentTermsKind, paymentTermsDays, \
                    preferredChannel, street, city, postalCode, countryCode, email, phone, ibans (separated by |), \
                    contactName, contactEmail, contactPhone, contactRole. Rows are matched by externalId: unknown ones are \
                    registered, known ones changed, equal ones left alone. A column that the file does not have keeps its \
                    stored value, an empty cell removes it. Good rows are stored, bad ones are reported; a file that is \
                    unusable as a whole changes nothing.""")
    @APIResponse(
            responseCode = "201",
            description = "Report of the import",
            content =
                    @Content(
                            schema = @Schema(implementation = CustomerImportResponse.class),
                            examples = @ExampleObject(name = "report", value = CustomerImportResponse.EXAMPLE)))
    @APIResponse(responseCode = "400", description = "csv_not_text, csv_malformed, csv_truncated, csv_header_invalid")
    public Uni<Response> run(
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = CSV,
                                            schema = @Schema(type = SchemaType.STRING),
                                            examples = @ExampleObject(name = "file", value = EXAMPLE_FILE)))
                    InputStream body) {
        var caller = currentCaller.get();
        var upload = receive(body);
        return imports.run(caller, upload)
                .onTermination()
                .invoke(upload::close)
                .chain(id -> report(caller, id))
                .map(report -> Response.created(URI.create("/v1/customer-imports/" + report.id()))
                        .entity(report)
                        .build());
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.SALES, Roles.FINANCE, Roles.ADMIN, Roles.MANAGER, Roles.ANALYST})
    @Operation(operationId = "getCustomerImport", summary = "Read the report of an import")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = CustomerImportResponse.class),
                            examples = @ExampleObject(name = "report", value = CustomerImportResponse.EXAMPLE)))
    public Uni<CustomerImportResponse> get(@PathParam("id") UUID id) {
        return report(currentCaller.get(), id);
    }

    @GET
    @Path("/{id}/errors")
    @RolesAllowed({Roles.SALES, Roles.FINANCE, Roles.ADMIN, Roles.MANAGER, Roles.ANALYST})
    @Operation(operationId = "listCustomerImportErrors", summary = "List the errors of an import, in the order of rows")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = ErrorPage.class),
                            examples = @ExampleObject(name = "errors", value = EXAMPLE_ERRORS)))
    public Uni<Page<FieldError>> errors(
            @PathParam("id") UUID id, @QueryParam("limit") Integer limit, @QueryParam("cursor") String cursor) {
        long after = Cursor.decode(cursor, 1)
                .map(position -> position.read(0, Long::parseLong))
                .orElse(0L);
        int size = Limit.of(limit);
        return imports.errors(currentCaller.get(), id, after, size + 1)
                .map(errors -> Page.of(errors, size, last -> Cursor.of(last.position()))
                        .map(CustomerImportRepository.PlacedError::error));
    }

    private Uni<CustomerImportResponse> report(Caller caller, UUID id) {
        return imports.find(caller, id).chain(found -> imports.errors(caller, id, 0, LISTED_ERRORS + 1)
                .map(errors -> CustomerImportResponse.of(
                        found,
                        errors.subList(0, Math.min(errors.size(), LISTED_ERRORS)),
                        errors.size() > LISTED_ERRORS)));
    }

    /** Takes the upload and refuses a broken one before anything is stored. */
    private static UploadedFile receive(InputStream body) {
        try {
            var upload = UploadedFile.receive(body, Long.MAX_VALUE);
            try {
                CsvFile.inspect(upload.path());
                return upload;
            } catch (IOException | RuntimeException e) {
                upload.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Shape of a page for the API description, which cannot name a generic type. */
    @Schema(name = "CustomerImportErrorPage")
    record ErrorPage(List<FieldError> items, Optional<String> nextCursor) {}
}
