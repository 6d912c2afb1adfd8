package io.receivables.reporting.projection;

import io.receivables.chassis.events.ReceivedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** An event's own content beside the envelope it came in. */
public record Sequenced<E>(ReceivedEvent envelope, E event) {
    /** The events of one type, in the order they came. */
    public static <E> List<Sequenced<E>> ofType(List<ReceivedEvent> events, String type, Class<E> as) {
        var found = new ArrayList<Sequenced<E>>();
        for (var event : events) {
            if (event.type().equals(type)) {
                found.add(new Sequenced<>(event, event.as(as)));
            }
        }
        return found;
    }

    /** A column of the content. */
    public static <E, V> Function<Sequenced<E>, V> of(Function<E, V> column) {
        return row -> column.apply(row.event());
    }

    public long sequence() {
        return envelope.sequence();
    }
}
