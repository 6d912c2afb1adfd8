package io.receivables.payment.statement.rest;

import io.receivables.chassis.auth.CurrentCaller;
import io.receivables.chassis.auth.Roles;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.rest.Cursor;
import io.receivables.chassis.rest.Limit;
import io.receivables.chassis.rest.Page;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Transactions;
import io.receivables.payment.query.Parameters;
import io.receivables.payment.statement.model.BankTransaction;
import io.receivables.payment.statement.model.StatementSummary;
import io.receivables.payment.statement.store.BankTransactionRepository;
import io.receivables.payment.statement.store.StatementQueries;
import io.receivables.payment.statement.store.StatementRepository;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Reads bank statements and their entries; both name other people's accounts, so not every role may. */
@Path("/v1/statements")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
@Tag(name = "Statements", description = "Bank statements, their entries and balance checks")
public class StatementResource {
    private final Transactions transactions;
    private final CurrentCaller caller;
    private final StatementRepository statements;
    private final StatementQueries queries;
    private final BankTransactionRepository entries;

    StatementResource(
            Transactions transactions,
            CurrentCaller caller,
            StatementRepository statements,
            StatementQueries queries,
            BankTransactionRepository entries) {
        this.transactions = transactions;
        this.caller = caller;
        this.statements = statements;
        this.queries = queries;
        this.entries = entries;
    }

    @GET
    @RolesAllowed({Roles.FINANCE, Roles.MANAGER, Roles.ADMIN})
    @Operation(operationId = "listStatements", summary = "List bank statements", description = "Newest import first.")
    public Uni<Page<StatementResponse>> list(
            @QueryParam("account") String account,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        int size = Limit.of(limit);
        var after = Cursor.decode(cursor, 1);
        var ofAccount = Parameters.text("account", account);
        return transactions
                .inTenant(caller.get(), tx -> queries.list(tx, ofAccount, after, size))
                .map(found ->
                        Page.of(found, size, s -> Cursor.of(s.statementId())).map(StatementResponse::of));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.FINANCE, Roles.MANAGER, Roles.ADMIN})
    @Operation(operationId = "getStatement", summary = "Read a bank statement")
    public Uni<StatementResponse> get(@PathParam("id") UUID id) {
        return transactions.inTenant(caller.get(), tx -> statement(tx, id)).map(StatementResponse::of);
    }

    @GET
    @Path("/{id}/entries")
    @RolesAllowed({Roles.FINANCE, Roles.MANAGER, Roles.ADMIN})
    @Operation(operationId = "listStatementEntries", summary = "List the entries of a bank statement, in its order")
    public Uni<Page<BankTransaction.View>> entries(
            @PathParam("id") UUID id, @QueryParam("limit") Integer limit, @QueryParam("cursor") String cursor) {
        int size = Limit.of(limit);
        var after = Cursor.decode(cursor, 1);
        return transactions
                .inTenant(caller.get(), tx -> statement(tx, id).chain(statement -> entries.list(tx, id, after, size)))
                .map(found -> Page.of(found, size, e -> Cursor.of(e.lineNumber())));
    }

    private Uni<StatementSummary> statement(PgTx tx, UUID id) {
        return statements.byId(tx, id).map(found -> found.orElseThrow(() -> Problem.notFound("Statement " + id)));
    }
}
