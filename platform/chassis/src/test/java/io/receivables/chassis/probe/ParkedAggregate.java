package io.receivables.chassis.probe;

import static io.receivables.testkit.Awaits.untilAsserted;
import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.chassis.id.Ids;
import io.receivables.chassis.tx.Transactions;
import io.receivables.testkit.TopicFeeder;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A parking lot of a new tenant for each test, and one aggregate of it whose events are sent one by one. */
abstract class ParkedAggregate {
    @Inject
    Transactions transactions;

    @Inject
    MishapConsumer consumer;

    protected final UUID id = Ids.next();
    protected ParkingLot lot;
    protected TopicFeeder feeder;

    @BeforeEach
    void begin() {
        lot = ParkingLot.ofNewTenant(transactions);
        feeder = TopicFeeder.forTenant(lot.tenant());
    }

    @AfterEach
    void end() {
        feeder.close();
    }

    protected void send(long sequence, String name) {
        lot.draft(feeder, id, sequence, name).send();
    }

    protected String poison(String name) {
        return "poison-" + name + "-" + id;
    }

    protected void awaitOpen(String open) {
        untilAsserted(() -> assertThat(lot.open(id)).isEqualTo(open));
    }
}
