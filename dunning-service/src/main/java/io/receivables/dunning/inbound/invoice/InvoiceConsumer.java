package io.receivables.dunning.inbound.invoice;

import io.receivables.chassis.events.EventHandler;
import io.receivables.chassis.events.Inbox;
import io.receivables.chassis.events.ReceivedEvent;
import io.receivables.chassis.money.Money;
import io.receivables.chassis.tx.PgTx;
import io.receivables.dunning.dunningcase.CaseChanges;
import io.receivables.dunning.dunningcase.CaseOpening;
import io.receivables.dunning.dunningcase.model.DunningCase;
import io.receivables.dunning.policy.model.DunningPolicy;
import io.receivables.dunning.reminder.store.ReminderRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BinaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Opens a case per issued invoice and follows what invoicing-service says about it. */
@ApplicationScoped
public class InvoiceConsumer implements EventHandler {

    /** One step of one case. */
    private interface Step {
        DunningCase apply(DunningCase dunned, DunningPolicy policy);

        default Step then(Step next) {
            return (dunned, policy) -> next.apply(apply(dunned, policy), policy);
        }
    }

    private final Inbox inbox;
    private final CaseOpening opening;
    private final CaseChanges cases;
    private final ReminderRepository reminders;

    InvoiceConsumer(Inbox inbox, CaseOpening opening, CaseChanges cases, ReminderRepository reminders) {
        this.inbox = inbox;
        this.opening = opening;
        this.cases = cases;
        this.reminders = reminders;
    }

    /** Takes a batch from the topic. */
    @Incoming("invoices")
    public Uni<Void> consume(ConsumerRecords<String, byte[]> batch) {
        return inbox.receive(batch, this);
    }

    @Override
    public String consumer() {
        return "dunning-service.invoices";
    }

    @Override
    public Uni<Void> apply(PgTx tx, ReceivedEvent event) {
        return applyAll(tx, List.of(event));
    }

    /** InvoiceIssued is the first event of its aggregate, so that opening all cases first keeps every order. */
    @Override
    public Uni<Void> applyAll(PgTx tx, List<ReceivedEvent> events) {
        List<CaseOpening.Issued> issued = new ArrayList<>();
        Map<UUID, Step> steps = new LinkedHashMap<>();
        BinaryOperator<Step> inOrder = Step::then;
        for (ReceivedEvent event : events) {
            switch (event.type()) {
                case "InvoiceIssued.v1" ->
                    issued.add(
                            new CaseOpening.Issued(event.as(InvoiceIssued.class).facts(), event.time()));
                case "InvoiceOverdue.v1" -> steps.merge(event.subject(), overdue(event), inOrder);
                case "InvoiceReopened.v1" -> steps.merge(event.subject(), reopened(event), inOrder);
                case "CreditNoteIssued.v1" -> steps.merge(event.subject(), credited(event), inOrder);
                default -> {
                    // InvoicePaid says nothing that the open item did not say before.
                }
            }
        }
        return opening.open(tx, issued).chain(() -> apply(tx, steps));
    }

    private Uni<Void> apply(PgTx tx, Map<UUID, Step> steps) {
        if (steps.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return cases.change(tx, steps.keySet(), (dunned, policy) -> steps.get(
                                dunned.invoice().invoiceId())
                        .apply(dunned, policy))
                .chain(reopened -> reminders.revive(tx, reopened));
    }

    private static Step overdue(ReceivedEvent event) {
        InvoiceOverdue overdue = event.as(InvoiceOverdue.class);
        Money open = Money.of(overdue.openAmount(), overdue.currency());
        return (dunned, policy) -> dunned.owed(open, overdue.openItemVersion(), policy, event.time())
                .overdue(policy, event.time());
    }

    private static Step reopened(ReceivedEvent event) {
        InvoiceReopened reopened = event.as(InvoiceReopened.class);
        Money open = Money.of(reopened.openAmount(), reopened.currency());
        return (dunned, policy) -> {
            DunningCase owed = dunned.owed(open, reopened.openItemVersion(), policy, event.time());
            return reopened.overdue() ? owed.overdue(policy, event.time()) : owed;
        };
    }

    private static Step credited(ReceivedEvent event) {
        CreditNoteIssued note = event.as(CreditNoteIssued.class);
        return (dunned, policy) -> note.full() ? dunned.creditedInFull(policy, event.time()) : dunned;
    }
}
