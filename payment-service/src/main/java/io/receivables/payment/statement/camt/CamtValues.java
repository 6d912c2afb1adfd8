package io.receivables.payment.statement.camt;

import io.receivables.chassis.money.Money;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.time.Dates;
import io.receivables.payment.PaymentProblem;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the simple values of a camt message. */
final class CamtValues {
    private static final Pattern DECIMAL = Pattern.compile("\\+?\\d{1,13}(\\.\\d{0,17})?|\\.\\d{1,17}");
    private static final Pattern IBAN = Pattern.compile("[A-Z]{2}\\d{2}[A-Z0-9]{10,30}");

    private CamtValues() {}

    /** An amount with its Ccy attribute; never negative in camt. */
    static Money amount(XmlCursor xml) {
        var currency = xml.attribute("Ccy");
        int line = xml.line();
        var text = xml.text();
        if (!DECIMAL.matcher(text).matches()) {
            throw invalid(line, "\"" + shortened(text) + "\" is not an amount");
        }
        try {
            var value = new BigDecimal(text.endsWith(".") ? text + "0" : text);
            if (value.compareTo(Money.LIMIT) > 0) {
                throw Problem.of(PaymentProblem.STATEMENT_INVALID, text + " is above " + Money.LIMIT.toPlainString());
            }
            return Money.of(value, currency);
        } catch (Problem problem) {
            throw invalid(line, problem.getMessage());
        }
    }

    /** The day of an ISODate or ISODateTime, as the bank wrote it. */
    static Optional<LocalDate> date(String text) {
        if (text.length() < 10) {
            return Optional.empty();
        }
        try {
            return Optional.of(Dates.parse(text.substring(0, 10)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** An account number in electronic form if it has the shape of an IBAN. */
    static Optional<String> iban(String account) {
        var electronic = account.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
        return IBAN.matcher(electronic).matches() ? Optional.of(electronic) : Optional.empty();
    }

    static Problem invalid(int line, String what) {
        return Problem.of(PaymentProblem.STATEMENT_INVALID, "Line " + line + ": " + what);
    }

    private static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) : text;
    }
}
