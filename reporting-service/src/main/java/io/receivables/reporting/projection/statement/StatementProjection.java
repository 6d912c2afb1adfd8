package io.receivables.reporting.projection.statement;

import static io.receivables.reporting.projection.Sequenced.of;

import io.receivables.chassis.events.ReceivedEvent;
import io.receivables.chassis.tx.PgTx;
import io.receivables.reporting.projection.Columns;
import io.receivables.reporting.projection.Projection;
import io.receivables.reporting.projection.Sequenced;
import io.receivables.reporting.projection.Statements;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Keeps which bank statements were read, and whether their balances agree. */
@ApplicationScoped
public class StatementProjection implements Projection {
    private static final String INSERT =
            """
            insert into statements (tenant_id, statement_id, account_iban, currency, statement_number, entry_count,
                                    payment_count, credit_total, debit_total, balanced, difference, recorded_at)
            select $1, s.*
              from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::integer[], $7::integer[], $8::numeric[],
                          $9::numeric[], $10::boolean[], $11::numeric[], $12::timestamptz[]) s
            on conflict (tenant_id, statement_id) do nothing""";

    @Override
    public String channel() {
        return "statements";
    }

    @Override
    public String topic() {
        return "receivables.payment.statements";
    }

    @Override
    public List<String> tables() {
        return List.of("statements");
    }

    @Override
    public Uni<Void> project(PgTx tx, List<ReceivedEvent> events) {
        var imported = Sequenced.ofType(events, "StatementImported.v1", StatementImported.class);
        return Statements.inOrder(Statements.forRows(imported, rows -> insert(tx, rows)));
    }

    private static Uni<Integer> insert(PgTx tx, Columns<Sequenced<StatementImported>> rows) {
        return tx.execute(
                INSERT,
                tx.tenant(),
                rows.uuid(of(StatementImported::statementId)),
                rows.optionalText(of(StatementImported::accountIban)),
                rows.text(of(StatementImported::currency)),
                rows.optionalText(of(StatementImported::statementNumber)),
                rows.integer(of(StatementImported::entryCount)),
                rows.integer(of(StatementImported::paymentCount)),
                rows.decimal(of(StatementImported::creditTotal)),
                rows.decimal(of(StatementImported::debitTotal)),
                rows.flag(of(StatementImported::balanced)),
                rows.optionalDecimal(of(StatementImported::difference)),
                rows.instant(row -> row.envelope().time()));
    }
}
