package io.receivables.reporting.ageing;

import io.receivables.chassis.rest.Cursor;
import io.receivables.chassis.tx.PgTx;
import io.receivables.reporting.ageing.model.AgeingQuestion;
import io.receivables.reporting.ageing.store.AgeingQueries;
import io.receivables.reporting.ageing.store.AgeingQueries.AgedAccount;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Reads whole ageing reports, however many pages they have. */
@ApplicationScoped
public class AgeingService {
    private static final int PAGE = 500;

    private final AgeingQueries queries;

    AgeingService(AgeingQueries queries) {
        this.queries = queries;
    }

    /** Every account of the report, page by page from the one snapshot of the transaction. */
    public Multi<AgedAccount> everyAccount(PgTx tx, AgeingQuestion question) {
        return Multi.createBy()
                .repeating()
                .uni(Position::new, position -> next(tx, question, position))
                .whilst(page -> page.size() == PAGE)
                .onItem()
                .transformToMultiAndConcatenate(page -> Multi.createFrom().iterable(page));
    }

    private Uni<List<AgedAccount>> next(PgTx tx, AgeingQuestion question, Position position) {
        return queries.accounts(tx, question, position.after, PAGE).invoke(page -> position.after = last(page));
    }

    private static Optional<Cursor> last(List<AgedAccount> page) {
        return page.isEmpty() ? Optional.empty() : Optional.of(cursor(page.get(page.size() - 1)));
    }

    /** Where the page after an account begins. */
    public static Cursor cursor(AgedAccount account) {
        return Cursor.of(account.customerId(), account.balance().currency().getCurrencyCode());
    }

    private static final class Position {
        private Optional<Cursor> after = Optional.empty();
    }
}
