package io.receivables.invoicing.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.chassis.json.Json;
import io.receivables.testkit.EventContracts;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the owners may publish by their contracts can be read here. */
class ConsumedEventsContractTest {

    static Stream<EventContracts.Variant> customers() {
        return Stream.of("CustomerRegistered.v1", "CustomerChanged.v1")
                .flatMap(type -> EventContracts.exampleVariants(type).stream());
    }

    static Stream<EventContracts.Variant> openItems() {
        return EventContracts.exampleVariants("OpenItemChanged.v1").stream();
    }

    @ParameterizedTest
    @MethodSource("customers")
    void everyPublishedCustomerIsReadable(EventContracts.Variant variant) throws Exception {
        var customer =
                Json.read(variant.bytes(), Class.forName("io.receivables.invoicing.inbound.customer.CustomerState"));

        assertThat(customer).hasNoNullFieldsOrProperties();
    }

    @ParameterizedTest
    @MethodSource("openItems")
    void everyPublishedOpenItemIsReadable(EventContracts.Variant variant) throws Exception {
        var item = Json.read(variant.bytes(), Class.forName("io.receivables.invoicing.inbound.payment.OpenItemState"));

        assertThat(item).hasNoNullFieldsOrProperties();
    }
}
