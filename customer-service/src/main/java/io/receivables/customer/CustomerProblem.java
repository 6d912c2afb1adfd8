package io.receivables.customer;

import io.receivables.chassis.problem.ProblemCode;
import java.util.Locale;

/** Reasons for refusal that only this service has. */
public enum CustomerProblem implements ProblemCode {
    CUSTOMER_EXTERNAL_ID_TAKEN(409, "Another customer has this external id."),
    TENANT_SANDBOX_IMMUTABLE(409, "Whether a tenant is a sandbox cannot change."),
    TENANT_NOT_SANDBOX(409, "Only the clock of a sandbox tenant can be moved."),
    CLOCK_NOT_FORWARD(409, "A clock moves forward only."),
    CSV_NOT_TEXT(400, "The file is not UTF-8 text."),
    CSV_MALFORMED(400, "The file does not follow the rules of CSV."),
    CSV_TRUNCATED(400, "The file ends in the middle of a row."),
    CSV_HEADER_INVALID(400, "The header row of the file is not the expected one.");

    private final int status;
    private final String title;

    CustomerProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
