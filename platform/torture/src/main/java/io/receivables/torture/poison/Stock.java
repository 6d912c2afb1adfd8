package io.receivables.torture.poison;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.receivables.local.system.ServiceName;
import io.receivables.testkit.Contracts;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * A consumed topic with the published example of an event on it, from which poison is made.
 *
 * @param aggregateField where the payload repeats the id of the aggregate, empty when it does not
 * @param consumers the services that read the topic
 */
record Stock(
        String topic,
        int partitions,
        String type,
        String aggregateField,
        List<ServiceName> consumers,
        ObjectNode example) {

    /** What is due in the examples became due long ago; nothing made from them may be reminded. */
    private static final String PAST = "\"2025-";

    private static final String FUTURE = "\"2098-";

    /** A reminder belongs to one case: what two cases said of the same one would depend on who came first. */
    private static final String REMINDER = "reminderId";

    static List<Stock> all() {
        return List.of(
                of("TenantRegistered.v1", ""),
                of("CustomerRegistered.v1", "customerId"),
                of("InvoiceIssued.v1", "invoiceId"),
                of("OpenItemChanged.v1", "invoiceId"),
                of("PaymentReceived.v1", "paymentId"),
                of("StatementImported.v1", "statementId"),
                of("ReminderSent.v1", "caseId"));
    }

    private static Stock of(String type, String aggregateField) {
        Contracts.EventContract contract = Contracts.event(type);
        Contracts.Topic topic = Contracts.topics().stream()
                .filter(t -> t.name().equals(contract.topic()))
                .findFirst()
                .orElseThrow();
        List<ServiceName> consumers = topic.consumers().stream()
                .map(name -> ServiceName.valueOf(name.toUpperCase(Locale.ROOT)))
                .toList();
        return new Stock(
                topic.name(),
                topic.partitions(),
                type,
                aggregateField,
                consumers,
                Draft.object(contract.examples().get(0).toString().replace(PAST, FUTURE)));
    }

    /** The example as an event of this aggregate. */
    ObjectNode payload(UUID aggregate) {
        ObjectNode payload = example.deepCopy();
        if (payload.has(REMINDER)) {
            payload.put(REMINDER, UUID.randomUUID().toString());
        }
        if (!aggregateField.isEmpty()) {
            payload.put(aggregateField, aggregate.toString());
        }
        return payload;
    }
}
