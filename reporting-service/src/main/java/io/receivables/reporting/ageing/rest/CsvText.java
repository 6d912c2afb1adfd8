package io.receivables.reporting.ageing.rest;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Writes RFC 4180 lines. Text that a spreadsheet would take for a formula gets a leading apostrophe, so that a customer's
 * name cannot run anything; numbers stay numbers.
 */
final class CsvText {
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private final StringBuilder out = new StringBuilder();
    private boolean lineStarted;

    CsvText cell(BigDecimal number) {
        return raw(number.toPlainString());
    }

    CsvText cell(Optional<?> value) {
        return cell(value.map(Object::toString).orElse(""));
    }

    CsvText cell(String text) {
        var safe = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean quoted = safe.chars().anyMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r' || c == '\t');
        return raw(quoted || !safe.equals(text) ? '"' + safe.replace("\"", "\"\"") + '"' : safe);
    }

    CsvText line() {
        out.append("\r\n");
        lineStarted = false;
        return this;
    }

    private CsvText raw(String text) {
        if (lineStarted) {
            out.append(',');
        }
        out.append(text);
        lineStarted = true;
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
