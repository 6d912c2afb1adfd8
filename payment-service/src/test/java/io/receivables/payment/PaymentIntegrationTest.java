package io.receivables.payment;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.receivables.testkit.ReceivablesTestResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the integration tests share: real servers, and a tenant per test whose ledger must be sound in the end. */
@QuarkusTestResource(
        value = ReceivablesTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "payment"))
public abstract class PaymentIntegrationTest {
    protected World world;

    @BeforeEach
    void newTenant() {
        world = new World();
    }

    @AfterEach
    void everythingAddsUp() {
        world.assertSound();
        world.close();
    }
}
