package io.receivables.reporting.projection;

import io.receivables.chassis.events.Inbox;
import io.receivables.chassis.events.Patience;
import io.receivables.reporting.projection.customer.CustomerProjection;
import io.receivables.reporting.projection.dunning.DunningProjection;
import io.receivables.reporting.projection.invoice.InvoiceProjection;
import io.receivables.reporting.projection.openitem.OpenItemProjection;
import io.receivables.reporting.projection.payment.PaymentProjection;
import io.receivables.reporting.projection.statement.StatementProjection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Reads every topic in batches and hands each batch through the inbox to the topic's projection. */
@ApplicationScoped
public class ProjectionConsumer {
    private final Inbox inbox;
    private final ConsumedOffsets offsets;
    private final CustomerProjection customers;
    private final InvoiceProjection invoices;
    private final OpenItemProjection openItems;
    private final PaymentProjection payments;
    private final StatementProjection statements;
    private final DunningProjection cases;

    ProjectionConsumer(
            Inbox inbox,
            ConsumedOffsets offsets,
            CustomerProjection customers,
            InvoiceProjection invoices,
            OpenItemProjection openItems,
            PaymentProjection payments,
            StatementProjection statements,
            DunningProjection cases) {
        this.inbox = inbox;
        this.offsets = offsets;
        this.customers = customers;
        this.invoices = invoices;
        this.openItems = openItems;
        this.payments = payments;
        this.statements = statements;
        this.cases = cases;
    }

    @Incoming("customers")
    public Uni<Void> customers(ConsumerRecords<String, byte[]> batch) {
        return receive(batch, customers);
    }

    @Incoming("invoices")
    public Uni<Void> invoices(ConsumerRecords<String, byte[]> batch) {
        return receive(batch, invoices);
    }

    @Incoming("open-items")
    public Uni<Void> openItems(ConsumerRecords<String, byte[]> batch) {
        return receive(batch, openItems);
    }

    @Incoming("payments")
    public Uni<Void> payments(ConsumerRecords<String, byte[]> batch) {
        return receive(batch, payments);
    }

    @Incoming("statements")
    public Uni<Void> statements(ConsumerRecords<String, byte[]> batch) {
        return receive(batch, statements);
    }

    @Incoming("cases")
    public Uni<Void> cases(ConsumerRecords<String, byte[]> batch) {
        return receive(batch, cases);
    }

    private Uni<Void> receive(ConsumerRecords<String, byte[]> batch, Projection projection) {
        return inbox.receive(batch, projection).chain(() -> Patience.with(offsets.advance(batch)));
    }
}
