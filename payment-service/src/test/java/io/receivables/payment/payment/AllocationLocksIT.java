package io.receivables.payment.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.chassis.tx.Transactions;
import io.receivables.payment.Database;
import io.receivables.payment.PaymentIntegrationTest;
import io.receivables.payment.openitem.model.OpenItem;
import io.receivables.payment.payment.model.Payment;
import io.receivables.testkit.Awaits;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Which debts payments lock that are recorded together. */
@QuarkusTest
class AllocationLocksIT extends PaymentIntegrationTest {
    private static final LocalDate DAY = LocalDate.parse("2026-06-14");

    @Inject
    AllocationEngine engine;

    @Inject
    Transactions transactions;

    @Test
    void aLargePaymentThatSaysWhatItIsForMakesNoOtherPayerLockMore() throws Exception {
        var customer = world.customer();
        world.invoice(customer, "HU-2026-0001", "100.00", "2026-01-31");
        world.invoice(customer, "HU-2026-0002", "100.00", "2026-02-28");
        world.invoice(world.customer(), "HU-2026-0009", "900.00", "2026-03-31");

        var locked = lock(
                BankTransfers.of("900.00", DAY, Optional.empty(), "HU-2026-0009"),
                BankTransfers.of("50.00", DAY, Optional.of(customer), ""));

        assertThat(numbers(locked.get(60, TimeUnit.SECONDS))).containsExactly("HU-2026-0001", "HU-2026-0009");
    }

    @Test
    void whatOthersNameIsNotCountedAsTheOldestDebts() throws Exception {
        var customer = world.customer();
        world.invoice(customer, "HU-2026-0001", "100.00", "2026-01-31");
        world.invoice(customer, "HU-2026-0002", "100.00", "2026-02-28");
        world.invoice(customer, "HU-2026-0009", "900.00", "2026-03-31");

        CompletableFuture<List<OpenItem>> locked;
        try (var other = Database.open(world.tenant());
                var statement = other.createStatement()) {
            statement.execute("update open_items set allocated_amount = 100 where invoice_number = 'HU-2026-0001'");
            locked = lock(
                    BankTransfers.of("10.00", DAY, Optional.empty(), "HU-2026-0009"),
                    BankTransfers.of("50.00", DAY, Optional.of(customer), ""));
            Awaits.until("the lock that the other holds is asked for", this::somebodyWaits);
            other.commit();
        }

        assertThat(numbers(locked.get(60, TimeUnit.SECONDS)))
                .as("the debt that is the oldest now")
                .contains("HU-2026-0002");
        takeBackWhatTheOtherDid();
    }

    private boolean somebodyWaits() {
        return Database.number(
                        world.tenant(),
                        "select count(*) from pg_locks where not granted and locktype in ('transactionid', 'tuple')")
                > 0;
    }

    private void takeBackWhatTheOtherDid() throws SQLException {
        try (var connection = Database.open(world.tenant());
                var statement = connection.createStatement()) {
            statement.execute("update open_items set allocated_amount = 0");
            connection.commit();
        }
    }

    private CompletableFuture<List<OpenItem>> lock(Payment... together) {
        return transactions
                .forTenant(world.tenant(), "test", tx -> engine.lock(tx, List.of(), List.of(together), Set.of()))
                .subscribeAsCompletionStage();
    }

    private static List<String> numbers(List<OpenItem> items) {
        return items.stream().map(OpenItem::invoiceNumber).sorted().toList();
    }
}
