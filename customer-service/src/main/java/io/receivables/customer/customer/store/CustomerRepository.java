package io.receivables.customer.customer.store;

import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.tx.SessionTx;
import io.receivables.customer.CustomerProblem;
import io.receivables.customer.customer.model.Customer;
import io.receivables.customer.customer.model.CustomerKey;
import io.receivables.customer.customer.model.SearchTerms;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;

/** Loads and stores one customer at a time, together with the words it is found by. */
@ApplicationScoped
public class CustomerRepository {
    private static final String EXTERNAL_ID_CONSTRAINT = "customers_external_id";
    private static final String REPLACE_TERMS =
            """
            with wanted as (
                select cast(unnest(string_to_array($3, ' ')) as text) as term
            ), gone as (
                delete from customer_search_terms
                 where tenant_id = $1 and customer_id = $2 and term not in (select w.term from wanted w)
            )
            insert into customer_search_terms (tenant_id, term, customer_id)
            select $1, w.term, $2 from wanted w
                on conflict do nothing""";

    /** The customer with its row locked until the transaction ends. */
    public Uni<Optional<Customer>> lock(SessionTx tx, UUID id) {
        return tx.session()
                .find(Customer.class, new CustomerKey(tx.tenant(), id), LockModeType.PESSIMISTIC_WRITE)
                .map(Optional::ofNullable);
    }

    public Uni<Void> insert(SessionTx tx, Customer customer) {
        return tx.session().persist(customer).chain(() -> update(tx, customer));
    }

    /** Writes what changed now, so that a broken rule is known before the events are written. */
    public Uni<Void> update(SessionTx tx, Customer customer) {
        var terms = String.join(" ", SearchTerms.of(customer.profile()));
        return tx.session()
                .flush()
                .onFailure(CustomerRepository::isExternalIdTaken)
                .transform(failure -> externalIdTaken(customer))
                .chain(() -> tx.execute(REPLACE_TERMS, tx.tenant(), customer.id(), terms))
                .replaceWithVoid();
    }

    private static Problem externalIdTaken(Customer customer) {
        return Problem.of(
                        CustomerProblem.CUSTOMER_EXTERNAL_ID_TAKEN,
                        "Another customer has the external id \""
                                + customer.profile().externalId() + "\".")
                .at("externalId", "taken", "belongs to another customer");
    }

    private static boolean isExternalIdTaken(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConstraintViolationException violation) {
                return EXTERNAL_ID_CONSTRAINT.equals(violation.getConstraintName());
            }
        }
        return false;
    }
}
