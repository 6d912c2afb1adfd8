package io.receivables.customer.customer;

import io.receivables.chassis.problem.FieldError;
import io.receivables.chassis.problem.Problem;
import io.receivables.customer.customer.model.Checked;
import io.receivables.customer.customer.model.CustomerProfile;
import io.receivables.customer.customer.model.ProfileDraft;
import io.receivables.customer.customer.model.ProfileRules;

/** Turns a draft that breaks rules into the problem that names them all. */
final class Drafts {
    private Drafts() {}

    static CustomerProfile requireValid(ProfileDraft draft) {
        var checked = ProfileRules.check(draft);
        if (checked instanceof Checked.Invalid invalid) {
            throw Problem.invalid(invalid.violations().stream()
                    .map(violation -> new FieldError(violation.field(), violation.code(), violation.message()))
                    .toList());
        }
        return ((Checked.Valid) checked).profile();
    }
}
