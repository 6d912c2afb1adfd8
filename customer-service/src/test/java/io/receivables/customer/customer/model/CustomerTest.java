package io.receivables.customer.customer.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CustomerTest {
    private static final Instant MORNING = Instant.parse("2026-03-02T08:00:00Z");
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final Customer customer = Customer.register("acme", new UUID(0, 1), Profiles.full(), MORNING);

    @Test
    void aNewCustomerIsAtItsFirstVersionAndFirstEvent() {
        assertThat(customer.version()).isEqualTo(1);
        assertThat(customer.sequence()).isEqualTo(1);
        assertThat(customer.createdAt()).isEqualTo(MORNING);
        assertThat(customer.changedAt()).isEqualTo(MORNING);
        assertThat(customer.profile()).isEqualTo(Profiles.full());
    }

    @Test
    void theSameProfileIsNoChange() {
        assertThat(customer.change(Profiles.full(), NOON)).isEmpty();
        assertThat(customer.version()).isEqualTo(1);
        assertThat(customer.sequence()).isEqualTo(1);
        assertThat(customer.changedAt()).isEqualTo(MORNING);
    }

    @Test
    void aChangeNamesTheFieldsThatDiffer() {
        assertThat(customer.change(Profiles.named("Tisza Kft."), NOON)).containsExactly("name");
        assertThat(customer.version()).isEqualTo(2);
        assertThat(customer.sequence()).isEqualTo(2);
        assertThat(customer.createdAt()).isEqualTo(MORNING);
        assertThat(customer.changedAt()).isEqualTo(NOON);
    }

    @Test
    void everyFieldThatCanDifferIsNamed() {
        assertThat(customer.change(Profiles.minimal(), NOON))
                .containsExactly(
                        "externalId",
                        "kind",
                        "name",
                        "vatId",
                        "language",
                        "timeZone",
                        "currency",
                        "region",
                        "paymentTerms",
                        "preferredChannel",
                        "address",
                        "contacts",
                        "email",
                        "phone",
                        "ibans");
        assertThat(CustomerProfile.class.getRecordComponents()).hasSize(15);
        assertThat(customer.profile()).isEqualTo(Profiles.minimal());
    }
}
