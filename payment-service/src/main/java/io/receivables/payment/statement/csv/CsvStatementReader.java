package io.receivables.payment.statement.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.receivables.chassis.money.Money;
import io.receivables.chassis.problem.FieldError;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.time.Dates;
import io.receivables.payment.PaymentProblem;
import io.receivables.payment.statement.StatementReader;
import io.receivables.payment.statement.model.Direction;
import io.receivables.payment.statement.model.EntryDetail;
import io.receivables.payment.statement.model.Fingerprint;
import io.receivables.payment.statement.model.StatementEnd;
import io.receivables.payment.statement.model.StatementEntry;
import io.receivables.payment.statement.model.StatementHeader;
import io.receivables.payment.statement.model.StatementItem;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads a statement of one account from CSV with the documented columns; a row is one entry, the amount is signed. The
 * columns may come in any order, and only the required ones must be there.
 */
public final class CsvStatementReader implements StatementReader {
    /** Columns every file must have. */
    public static final List<String> REQUIRED = List.of("account", "currency", "bookingDate", "amount");

    /** Columns a file may have. */
    public static final List<String> OPTIONAL = List.of(
            "valueDate",
            "reference",
            "endToEndId",
            "counterpartyName",
            "counterpartyIban",
            "structuredReference",
            "remittanceInformation",
            "returnReasonCode");

    private static final int MAX_ACCOUNT = 70;
    private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{1,13}(\\.\\d{1,4})?");
    private static final Pattern IBAN = Pattern.compile("[A-Z]{2}\\d{2}[A-Z0-9]{10,30}");

    private final CsvReader<NamedCsvRecord> csv;
    private final Iterator<NamedCsvRecord> rows;
    private final String fileHash;
    private Optional<StatementHeader> header = Optional.empty();
    private Optional<StatementItem> pending = Optional.empty();
    private boolean ended;
    private int row;

    public CsvStatementReader(Reader input, char separator, String fileHash) {
        this.fileHash = fileHash;
        csv = CsvReader.builder().fieldSeparator(separator).ofNamedCsvRecord(input);
        rows = csv.iterator();
    }

    @Override
    public Optional<StatementItem> next() {
        if (pending.isPresent()) {
            var item = pending;
            pending = Optional.empty();
            return item;
        }
        if (ended) {
            return Optional.empty();
        }
        try {
            return Optional.of(rows.hasNext() ? entryOrHeader(rows.next()) : end());
        } catch (CsvParseException | UncheckedIOException e) {
            throw Problem.of(PaymentProblem.STATEMENT_MALFORMED, "The CSV cannot be read after row " + row + ".");
        }
    }

    private StatementItem end() {
        if (header.isEmpty()) {
            throw Problem.of(PaymentProblem.STATEMENT_INVALID, "The file has no rows.");
        }
        ended = true;
        return new StatementEnd(Optional.empty(), Optional.empty());
    }

    private StatementItem entryOrHeader(NamedCsvRecord values) {
        row++;
        if (header.isPresent()) {
            return entry(values, header.get());
        }
        checkColumns(values.getHeader());
        var first = header(values);
        header = Optional.of(first);
        pending = Optional.of(entry(values, first));
        return first;
    }

    private static void checkColumns(List<String> columns) {
        var known =
                Set.copyOf(Stream.concat(REQUIRED.stream(), OPTIONAL.stream()).toList());
        var missing = REQUIRED.stream().filter(c -> !columns.contains(c)).toList();
        var unknown = columns.stream().filter(c -> !known.contains(c)).toList();
        if (!missing.isEmpty() || !unknown.isEmpty()) {
            throw Problem.of(
                    PaymentProblem.STATEMENT_INVALID,
                    "Missing columns " + missing + ", unknown columns " + unknown + ".");
        }
    }

    private StatementHeader header(NamedCsvRecord values) {
        var account = account(values);
        var date = date(values, "bookingDate");
        return new StatementHeader(
                Fingerprint.of(account + "|csv|" + fileHash),
                account,
                iban(account),
                currency(values),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                date);
    }

    private StatementEntry entry(NamedCsvRecord values, StatementHeader header) {
        if (!account(values).equals(header.account())) {
            throw invalid("account", "must be the same in all rows");
        }
        var currency = currency(values);
        var signed = amount(values, currency.getCurrencyCode());
        var booking = date(values, "bookingDate");
        var returnReason = field(values, "returnReasonCode");
        var endToEndId = field(values, "endToEndId").flatMap(EntryDetail::reference);
        var detail = new EntryDetail(
                Optional.empty(),
                Optional.empty(),
                endToEndId,
                endToEndId.stream().toList(),
                field(values, "counterpartyName"),
                field(values, "counterpartyIban").flatMap(CsvStatementReader::iban),
                field(values, "structuredReference"),
                field(values, "remittanceInformation"),
                returnReason.isPresent(),
                returnReason);
        return new StatementEntry(
                signed.isNegative() ? signed.negate() : signed,
                signed.isNegative() ? Direction.DEBIT : Direction.CREDIT,
                true,
                false,
                booking,
                field(values, "valueDate").isPresent() ? date(values, "valueDate") : booking,
                field(values, "reference").flatMap(EntryDetail::reference),
                Optional.empty(),
                List.of(detail));
    }

    private String account(NamedCsvRecord values) {
        return field(values, "account")
                .map(a -> a.replaceAll("\\s", "").toUpperCase(Locale.ROOT))
                .filter(a -> a.length() <= MAX_ACCOUNT)
                .orElseThrow(() -> invalid("account", "is required and has at most " + MAX_ACCOUNT + " characters"));
    }

    private Currency currency(NamedCsvRecord values) {
        try {
            return Money.currency(field(values, "currency").orElse(""));
        } catch (Problem problem) {
            throw invalid("currency", "is not an ISO 4217 code");
        }
    }

    private Money amount(NamedCsvRecord values, String currency) {
        var text = field(values, "amount").orElse("");
        if (!DECIMAL.matcher(text).matches()) {
            throw invalid("amount", "must be a decimal with a point, negative for money that left");
        }
        var value = new BigDecimal(text);
        if (value.abs().compareTo(Money.LIMIT) > 0) {
            throw invalid("amount", "must be at most " + Money.LIMIT.toPlainString());
        }
        try {
            return Money.of(value, currency);
        } catch (Problem problem) {
            throw invalid("amount", "has more decimals than " + currency + " allows");
        }
    }

    private LocalDate date(NamedCsvRecord values, String column) {
        try {
            return Dates.parse(field(values, column).orElse(""));
        } catch (DateTimeException e) {
            throw invalid(column, Dates.EXPECTATION);
        }
    }

    private static Optional<String> field(NamedCsvRecord values, String column) {
        return values.findField(column).flatMap(EntryDetail::text);
    }

    private static Optional<String> iban(String account) {
        var electronic = account.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
        return IBAN.matcher(electronic).matches() ? Optional.of(electronic) : Optional.empty();
    }

    private Problem invalid(String column, String message) {
        return Problem.of(PaymentProblem.STATEMENT_INVALID, "Row " + row + ": " + column + " " + message + ".")
                .with(new FieldError(column, row, "invalid", message));
    }

    @Override
    public void close() {
        try {
            csv.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
