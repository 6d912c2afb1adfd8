package io.receivables.customer.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.chassis.json.Json;
import io.receivables.customer.CustomerProblem;
import io.receivables.customer.customer.model.Customer;
import io.receivables.customer.customer.model.CustomerProfile;
import io.receivables.customer.customer.model.Profiles;
import io.receivables.customer.events.CustomerEvent;
import io.receivables.customer.events.TenantClockMoved;
import io.receivables.customer.events.TenantRegistered;
import io.receivables.customer.events.Topics;
import io.receivables.testkit.Contracts;
import io.receivables.testkit.EventContracts;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The owner's side of the contracts. */
class CustomerEventsTest {
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00.123456Z");

    @Test
    void everyEventKeepsItsContract() {
        for (var profile : List.of(Profiles.full(), Profiles.minimal())) {
            var customer = Customer.register("acme", UUID.randomUUID(), profile, NOW);
            var registered = CustomerEvents.registered(customer);
            EventContracts.assertValid(registered.type(), Json.bytes(registered.payload()));
            var changed = CustomerEvents.changed(customer, List.of("name"));
            EventContracts.assertValid(changed.type(), Json.bytes(changed.payload()));
        }
        for (CustomerEvent event : List.of(
                new TenantRegistered("acme", "Acme", false, Optional.empty()),
                new TenantRegistered("demo", "Demo", true, Optional.of(NOW)),
                new TenantClockMoved("demo", NOW, NOW.plusSeconds(1)))) {
            EventContracts.assertValid(event.type(), Json.bytes(event));
        }
    }

    @Test
    void anEventSaysNothingThatItsContractDoesNotSay() {
        var customer = Customer.register("acme", UUID.randomUUID(), Profiles.full(), NOW);
        var event = CustomerEvents.changed(customer, List.of("name"));

        var known = Contracts.event(event.type()).schema().get("properties");

        assertThat(Json.tree(Json.text(event.payload())).fieldNames())
                .toIterable()
                .allSatisfy(field -> assertThat(known.has(field)).as(field).isTrue());
    }

    @Test
    void everyPermittedEventHasAContractOnOneOfOurTopics() {
        var types = Arrays.stream(CustomerEvent.class.getPermittedSubclasses())
                .map(type -> type.getSimpleName() + ".v1")
                .toList();

        assertThat(Contracts.events().stream().filter(event -> event.owner().equals("customer")))
                .extracting(Contracts.EventContract::type)
                .containsExactlyInAnyOrderElementsOf(types);
        assertThat(types)
                .allSatisfy(type -> assertThat(Contracts.event(type).topic()).isIn(Topics.CUSTOMERS, Topics.TENANTS));
    }

    @Test
    void everyProblemIsInTheCatalogue() {
        assertThat(Contracts.problems().stream().filter(line -> line.owner().equals("customer")))
                .extracting(line -> line.code() + " " + line.status() + " " + line.title())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(CustomerProblem.values())
                        .map(problem -> problem.code() + " " + problem.status() + " " + problem.title())
                        .toList());
    }

    @Test
    void theStateOfAnEventIsTheWholeProfile() {
        var customer = Customer.register("acme", UUID.randomUUID(), Profiles.full(), NOW);

        var state = Json.tree(Json.text(CustomerEvents.state(customer)));

        assertThat(state.fieldNames()).toIterable().hasSize(CustomerProfile.class.getRecordComponents().length + 1);
    }
}
