package io.receivables.customer.customerimport;

import io.receivables.chassis.problem.FieldError;
import io.receivables.chassis.problem.Problem;
import io.receivables.customer.CustomerProblem;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The header row of a customer file: which column stands where. */
record CsvHeader(List<CsvColumn> columns) {

    /** Reads the header; anything unknown, repeated or missing is refused, because guessing would damage data. */
    static CsvHeader of(List<String> cells) {
        var errors = new ArrayList<FieldError>();
        Set<CsvColumn> columns = new LinkedHashSet<>();
        for (var cell : cells) {
            var column = CsvColumn.ofHeader(cell);
            if (column.isEmpty()) {
                errors.add(error(printable(cell), "unknown_column", "is not a column of a customer file"));
            } else if (!columns.add(column.get())) {
                errors.add(error(column.get().header(), "duplicate_column", "appears twice"));
            }
        }
        if (!columns.contains(CsvColumn.EXTERNAL_ID)) {
            errors.add(error(CsvColumn.EXTERNAL_ID.header(), "missing_column", "is missing"));
        }
        if (!errors.isEmpty()) {
            throw refusal(errors);
        }
        return new CsvHeader(List.copyOf(columns));
    }

    /** The cells of a row by column; the row has as many cells as the header. */
    Map<CsvColumn, String> cells(List<String> row) {
        var cells = new EnumMap<CsvColumn, String>(CsvColumn.class);
        for (int i = 0; i < columns.size(); i++) {
            cells.put(columns.get(i), row.get(i));
        }
        return cells;
    }

    int size() {
        return columns.size();
    }

    private static FieldError error(String field, String code, String message) {
        return new FieldError(field, 1, code, message);
    }

    private static Problem refusal(List<FieldError> errors) {
        var problem = Problem.of(
                CustomerProblem.CSV_HEADER_INVALID,
                "The first row must name the columns; separate them with a comma or a semicolon.");
        for (var error : errors.subList(0, Math.min(errors.size(), CsvColumn.values().length))) {
            problem = problem.with(error);
        }
        return problem;
    }

    private static String printable(String cell) {
        var text = cell.replaceAll("\\p{Cntrl}", "?");
        return text.length() <= 40 ? text : text.substring(0, text.offsetByCodePoints(0, 20)) + "…";
    }
}
