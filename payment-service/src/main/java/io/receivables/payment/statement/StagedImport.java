package io.receivables.payment.statement;

import io.receivables.chassis.id.Ids;
import io.receivables.payment.statement.model.BankTransaction;
import io.receivables.payment.statement.model.Fingerprint;
import io.receivables.payment.statement.model.StatementEntry;
import io.receivables.payment.statement.model.StatementHeader;
import io.receivables.payment.statement.model.StatementSummary;
import io.receivables.payment.statement.model.StatementTotals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What an import has found so far: few numbers per statement and the returns, never the entries themselves. */
final class StagedImport {
    private final UUID importId;
    /** In the order of the file; empty where the statement is known from another one. */
    private final List<Optional<UUID>> statements = new ArrayList<>();

    private final List<StatementSummary> known = new ArrayList<>();
    private final List<BankTransaction> returns = new ArrayList<>();
    private Optional<Current> current = Optional.empty();
    private int entries;

    StagedImport(UUID importId) {
        this.importId = importId;
    }

    /** The statement whose entries are being read. */
    static final class Current {
        private final UUID statementId;
        private final StatementHeader header;
        private final StatementTotals totals;
        /** How often a recognition key came before in this statement: the second equal entry is another one. */
        private final Map<Long, Integer> occurrences = new HashMap<>();

        private Current(UUID statementId, StatementHeader header) {
            this.statementId = statementId;
            this.header = header;
            this.totals = new StatementTotals(header.currency());
        }

        UUID statementId() {
            return statementId;
        }

        StatementTotals totals() {
            return totals;
        }

        BankTransaction transaction(StatementEntry entry) {
            totals.add(entry);
            return new BankTransaction(
                    Ids.next(),
                    statementId,
                    totals.entries(),
                    header.account(),
                    entry.reference().map(reference -> recognitionKey(reference, entry)),
                    entry,
                    BankTransaction.outcomeOf(entry));
        }

        private String recognitionKey(String reference, StatementEntry entry) {
            var key = String.join(
                    "|",
                    reference,
                    entry.direction().name(),
                    entry.amount().toString(),
                    entry.bookingDate().toString(),
                    entry.booked() ? "B" : "P");
            return Fingerprint.of(key) + "|" + occurrences.merge(hash(key), 1, Integer::sum);
        }

        /** FNV-1a, 64 bits: keeps a large statement's keys in a few bytes each. */
        private static long hash(String key) {
            long hash = 0xcbf29ce484222325L;
            for (int i = 0; i < key.length(); i++) {
                hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
            }
            return hash;
        }
    }

    UUID importId() {
        return importId;
    }

    void open(UUID statementId, StatementHeader header) {
        statements.add(Optional.of(statementId));
        current = Optional.of(new Current(statementId, header));
    }

    void skip(StatementSummary statement) {
        known.add(statement);
        statements.add(Optional.empty());
        current = Optional.empty();
    }

    void closed() {
        entries += current.map(c -> c.totals().entries()).orElse(0);
        current = Optional.empty();
    }

    void returned(BankTransaction transaction) {
        returns.add(transaction);
    }

    Optional<Current> current() {
        return current;
    }

    boolean hasStatements() {
        return !statements.isEmpty();
    }

    /** The statement that comes at this place in the file, unless it was taken in before. */
    Optional<UUID> statement(int place) {
        return statements.get(place);
    }

    /** Statements of the file that were taken in before, from another file. */
    List<StatementSummary> known() {
        return known;
    }

    List<BankTransaction> returns() {
        return returns;
    }

    int entries() {
        return entries;
    }
}
