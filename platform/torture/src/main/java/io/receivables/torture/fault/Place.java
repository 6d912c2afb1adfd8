package io.receivables.torture.fault;

import io.receivables.local.system.ServiceName;
import java.util.List;

/** Where a service can be made to die as by kill -9, named as the services name the place, and which of them get there under load. */
public enum Place {
    TRANSACTION_BEFORE_COMMIT(
            "transaction.before-commit", ServiceName.PAYMENT, ServiceName.INVOICING, ServiceName.DUNNING),
    TRANSACTION_AFTER_COMMIT("transaction.after-commit", ServiceName.PAYMENT, ServiceName.INVOICING),
    COMMAND_AFTER_CLAIM("command.after-claim", ServiceName.PAYMENT, ServiceName.INVOICING),
    COMMAND_AFTER_EFFECT("command.after-effect", ServiceName.PAYMENT, ServiceName.INVOICING),
    COMMAND_BEFORE_REPLY("command.before-reply", ServiceName.PAYMENT, ServiceName.INVOICING),
    RELAY_BEFORE_SEND("relay.before-send", ServiceName.INVOICING, ServiceName.PAYMENT),
    RELAY_AFTER_SEND("relay.after-send", ServiceName.INVOICING, ServiceName.PAYMENT),
    RELAY_AFTER_MARK("relay.after-mark", ServiceName.INVOICING, ServiceName.PAYMENT),
    CONSUMER_AFTER_EFFECT(
            "consumer.after-effect",
            ServiceName.PAYMENT,
            ServiceName.REPORTING,
            ServiceName.INVOICING,
            ServiceName.DUNNING),
    CONSUMER_AFTER_COMMIT(
            "consumer.after-commit",
            ServiceName.PAYMENT,
            ServiceName.REPORTING,
            ServiceName.INVOICING,
            ServiceName.DUNNING),
    NUMBERING_AFTER_INCREMENT("numbering.after-increment", ServiceName.INVOICING),
    STATEMENT_AFTER_STAGING("statement.after-staging", ServiceName.PAYMENT),
    REMINDER_AFTER_CLAIM("reminder.after-claim", ServiceName.DUNNING),
    REMINDER_AFTER_SEND("reminder.after-send", ServiceName.DUNNING);

    private final String id;
    private final List<ServiceName> services;

    Place(String id, ServiceName... services) {
        this.id = id;
        this.services = List.of(services);
    }

    public String id() {
        return id;
    }

    /** The services that get there when invoices, payments and statements come in, or, for reminders, when the clock moves. */
    public List<ServiceName> services() {
        return services;
    }

    /** Whether the place is on the way of a reminder, which only a moving clock sends. */
    public boolean ofReminders() {
        return this == REMINDER_AFTER_CLAIM || this == REMINDER_AFTER_SEND;
    }
}
