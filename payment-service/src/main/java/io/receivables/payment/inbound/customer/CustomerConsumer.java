package io.receivables.payment.inbound.customer;

import io.receivables.chassis.events.EventHandler;
import io.receivables.chassis.events.Inbox;
import io.receivables.chassis.events.ReceivedEvent;
import io.receivables.chassis.tx.PgTx;
import io.receivables.payment.payer.PayerDirectory;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Keeps the directory of payers in step with customer-service. */
@ApplicationScoped
public class CustomerConsumer implements EventHandler {
    private static final Set<String> TYPES = Set.of("CustomerRegistered.v1", "CustomerChanged.v1");

    private final Inbox inbox;
    private final PayerDirectory directory;

    CustomerConsumer(Inbox inbox, PayerDirectory directory) {
        this.inbox = inbox;
        this.directory = directory;
    }

    @Incoming("customers")
    public Uni<Void> consume(ConsumerRecords<String, byte[]> batch) {
        return inbox.receive(batch, this);
    }

    @Override
    public String consumer() {
        return "payment.customers";
    }

    @Override
    public Uni<Void> apply(PgTx tx, ReceivedEvent event) {
        if (!TYPES.contains(event.type())) {
            return Uni.createFrom().voidItem();
        }
        var customer = event.as(CustomerState.class);
        return directory.put(
                tx, customer.customerId(), customer.name(), customer.ibans().orElse(List.of()));
    }
}
