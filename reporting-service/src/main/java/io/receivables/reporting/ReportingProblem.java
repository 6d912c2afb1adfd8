package io.receivables.reporting;

import io.receivables.chassis.problem.ProblemCode;
import java.util.Locale;

/** Why reporting-service refuses a request. */
public enum ReportingProblem implements ProblemCode {
    CUSTOMER_NOT_FOUND(404, "No event of this customer has been received."),
    ORDER_NOT_FOUND(404, "No issued invoice carries this order reference."),
    REBUILD_NOT_FOUND(404, "There is no such rebuild."),
    REBUILD_RUNNING(409, "A rebuild of this tenant's figures has not ended yet.");

    private final int status;
    private final String title;

    ReportingProblem(int status, String title) {
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
