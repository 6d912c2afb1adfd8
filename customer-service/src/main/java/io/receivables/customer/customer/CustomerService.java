package io.receivables.customer.customer;

import io.receivables.chassis.audit.Audit;
import io.receivables.chassis.auth.Caller;
import io.receivables.chassis.events.Outbox;
import io.receivables.chassis.events.OutboxEvent;
import io.receivables.chassis.id.Ids;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.rest.Cursor;
import io.receivables.chassis.rest.ETags;
import io.receivables.chassis.rest.Page;
import io.receivables.chassis.tx.HibernateTransactions;
import io.receivables.chassis.tx.SessionTx;
import io.receivables.chassis.tx.Transactions;
import io.receivables.customer.customer.model.Customer;
import io.receivables.customer.customer.model.ProfileDraft;
import io.receivables.customer.customer.store.CustomerFilter;
import io.receivables.customer.customer.store.CustomerQueries;
import io.receivables.customer.customer.store.CustomerRepository;
import io.receivables.customer.events.CustomerState;
import io.receivables.customer.events.Topics;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Registers, changes and finds customers; each change is one transaction with its event and its audit entry. */
@ApplicationScoped
public class CustomerService {
    /** Name of the aggregate in audit entries. */
    public static final String ENTITY = "customer";

    private final HibernateTransactions sessions;
    private final Transactions transactions;
    private final CustomerRepository repository;
    private final CustomerQueries queries;
    private final Outbox outbox;
    private final Audit audit;

    CustomerService(
            HibernateTransactions sessions,
            Transactions transactions,
            CustomerRepository repository,
            CustomerQueries queries,
            Outbox outbox,
            Audit audit) {
        this.sessions = sessions;
        this.transactions = transactions;
        this.repository = repository;
        this.queries = queries;
        this.outbox = outbox;
        this.audit = audit;
    }

    /** Registers a new customer within the transaction of the command. */
    public Uni<Customer> register(SessionTx tx, ProfileDraft draft) {
        var customer = Customer.register(tx.tenant(), Ids.next(), Drafts.requireValid(draft), tx.now());
        return repository
                .insert(tx, customer)
                .chain(() -> record(tx, customer, "REGISTER", Optional.empty(), CustomerEvents.registered(customer)))
                .replaceWith(customer);
    }

    /** Replaces the profile; an equal profile changes and publishes nothing. */
    public Uni<Customer> change(Caller caller, UUID id, String ifMatch, ProfileDraft draft) {
        ETags.requireMatch(ifMatch);
        var profile = Drafts.requireValid(draft);
        return sessions.inTenant(caller, tx -> repository.lock(tx, id).chain(found -> {
            var customer = found.orElseThrow(CustomerService::unknown);
            ETags.check(ifMatch, customer.version());
            var before = CustomerEvents.state(customer);
            var changedFields = customer.change(profile, tx.now());
            if (changedFields.isEmpty()) {
                return Uni.createFrom().item(customer);
            }
            return repository
                    .update(tx, customer)
                    .chain(() -> record(
                            tx,
                            customer,
                            "CHANGE",
                            Optional.of(before),
                            CustomerEvents.changed(customer, changedFields)))
                    .replaceWith(customer);
        }));
    }

    public Uni<Customer> get(Caller caller, UUID id) {
        return transactions
                .inTenant(caller, tx -> queries.find(tx, id))
                .map(found -> found.orElseThrow(CustomerService::unknown));
    }

    /** A page in the order of registration; rows that come in meanwhile appear at the end and disturb no page before. */
    public Uni<Page<Customer>> list(Caller caller, CustomerFilter filter, Optional<UUID> after, int limit) {
        return transactions
                .inTenant(caller, tx -> queries.list(tx, filter, after, limit + 1))
                .map(customers -> Page.of(customers, limit, customer -> Cursor.of(customer.id())));
    }

    private Uni<Void> record(
            SessionTx tx, Customer customer, String action, Optional<CustomerState> before, OutboxEvent event) {
        return outbox.append(tx, Topics.CUSTOMERS, event)
                .chain(() -> audit.append(
                        tx, ENTITY, customer.id(), action, null, before.orElse(null), CustomerEvents.state(customer)));
    }

    private static Problem unknown() {
        return Problem.notFound("The customer");
    }
}
