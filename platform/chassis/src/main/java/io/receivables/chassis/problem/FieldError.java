package io.receivables.chassis.problem;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One invalid field of a request.
 *
 * @param field JSON path or CSV column, for example {@code lines[2].quantity}
 * @param row 1-based row of an imported file, absent elsewhere
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FieldError(String field, Integer row, String code, String message) {
    public FieldError(String field, String code, String message) {
        this(field, null, code, message);
    }
}
