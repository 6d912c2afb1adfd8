package io.receivables.dunning;

import io.receivables.chassis.problem.ProblemCode;
import java.util.Locale;

/** Reasons for refusal that only this service has. */
public enum DunningProblem implements ProblemCode {
    POLICY_EFFECTIVE_IN_PAST(409, "A policy cannot take effect in the past.");

    private final int status;
    private final String title;

    DunningProblem(int status, String title) {
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
