package io.receivables.customer.customerimport;

import io.receivables.chassis.events.OutboxEvent;
import io.receivables.chassis.id.Ids;
import io.receivables.chassis.problem.FieldError;
import io.receivables.customer.customer.CustomerEvents;
import io.receivables.customer.customer.model.Checked;
import io.receivables.customer.customer.model.Customer;
import io.receivables.customer.customer.model.CustomerProfile;
import io.receivables.customer.customer.model.ProfileRules;
import io.receivables.customer.events.CustomerState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides what each row of one batch does, given the customers that are stored. No I/O. */
final class ImportBatch {
    private final String tenant;
    private final Instant now;
    private final Map<String, Customer> stored;
    private final List<Change> created = new ArrayList<>();
    private final List<Change> changed = new ArrayList<>();
    private final List<FieldError> errors = new ArrayList<>();
    private int unchanged;
    private int rejected;

    private ImportBatch(String tenant, Instant now, Map<String, Customer> stored) {
        this.tenant = tenant;
        this.now = now;
        this.stored = stored;
    }

    static ImportBatch decide(String tenant, Instant now, List<CsvRow> rows, Map<String, Customer> stored) {
        var batch = new ImportBatch(tenant, now, stored);
        rows.forEach(batch::decide);
        return batch;
    }

    private void decide(CsvRow row) {
        if (!row.complete()) {
            reject(row, "row", "wrong_cell_count", "has not as many cells as the header");
        } else if (row.duplicate()) {
            reject(row, CsvColumn.EXTERNAL_ID.header(), "duplicate_in_file", "appears in an earlier row of the file");
        } else if (!row.hasReadableDays()) {
            reject(row, CsvColumn.PAYMENT_TERMS_DAYS.header(), "not_a_number", "is not a whole number");
        } else {
            var customer = Optional.ofNullable(stored.get(row.externalId()));
            var checked = ProfileRules.check(row.over(customer.map(Customer::profile)));
            if (checked instanceof Checked.Invalid invalid) {
                reject(row, invalid);
            } else {
                accept(customer, ((Checked.Valid) checked).profile());
            }
        }
    }

    private void accept(Optional<Customer> known, CustomerProfile profile) {
        if (known.isEmpty()) {
            var customer = Customer.register(tenant, Ids.next(), profile, now);
            created.add(new Change(customer, Optional.empty(), CustomerEvents.registered(customer)));
            return;
        }
        var customer = known.get();
        var before = CustomerEvents.state(customer);
        var changedFields = customer.change(profile, now);
        if (changedFields.isEmpty()) {
            unchanged++;
        } else {
            changed.add(new Change(customer, Optional.of(before), CustomerEvents.changed(customer, changedFields)));
        }
    }

    private void reject(CsvRow row, Checked.Invalid invalid) {
        rejected++;
        invalid.violations()
                .forEach(violation -> errors.add(new FieldError(
                        CsvColumn.headerOf(violation.field()), row.number(), violation.code(), violation.message())));
    }

    private void reject(CsvRow row, String field, String code, String message) {
        rejected++;
        errors.add(new FieldError(field, row.number(), code, message));
    }

    List<Change> created() {
        return created;
    }

    List<Change> changed() {
        return changed;
    }

    List<FieldError> errors() {
        return errors;
    }

    CustomerImport.Counts counts() {
        return new CustomerImport.Counts(created.size(), changed.size(), unchanged, rejected);
    }

    /** A customer to store, with its state before and the event that tells of it. */
    record Change(Customer customer, Optional<CustomerState> before, OutboxEvent event) {
        CustomerState after() {
            return CustomerEvents.state(customer);
        }
    }
}
