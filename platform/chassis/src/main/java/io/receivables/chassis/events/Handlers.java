package io.receivables.chassis.events;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The consumers of this service, by name. */
@ApplicationScoped
class Handlers {
    private final List<EventHandler> all;

    Handlers(@All List<EventHandler> all) {
        this.all = List.copyOf(all);
    }

    Optional<EventHandler> of(String consumer) {
        return all.stream().filter(h -> h.consumer().equals(consumer)).findFirst();
    }

    List<String> consumers() {
        return all.stream().map(EventHandler::consumer).toList();
    }
}
