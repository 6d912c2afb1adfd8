package io.receivables.dunning.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.dunning.support.Database;
import io.receivables.dunning.support.DunningIT;
import io.receivables.dunning.support.World;
import io.receivables.testkit.Awaits;
import io.receivables.testkit.EventContracts;
import io.receivables.testkit.TopicProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What payment-service states is compared with the copies here; what is wrong is found, shown and set right. */
@QuarkusTest
class ReconciliationIT extends DunningIT {
    private World world;
    private UUID first;
    private UUID second;

    @BeforeEach
    void twoInvoices() {
        world = new World();
        UUID customer = world.customer("en", "");
        first = world.invoice(customer);
        second = world.invoice(customer);
        awaitVersion(first, 1);
        awaitVersion(second, 1);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void equalBooksGiveNoDifference() {
        var run = books().state().close();

        assertThat(run.path("items").asInt()).isEqualTo(2);
        assertThat(run.path("differences").asInt()).isZero();
    }

    @Test
    void aWrongAmountIsFoundInBothCopiesAndSetRight() {
        change("update open_items set open_amount = 1.00 where invoice_id = '" + first + "'");
        change("update cases set open_amount = 2.00 where invoice_id = '" + second + "'");
        var books = books().state();
        var run = books.close();

        assertThat(kinds(books))
                .containsExactlyInAnyOrder("open_items WRONG_CONTENT HEALED", "cases WRONG_CONTENT HEALED");
        assertThat(run.path("healed").asInt()).isEqualTo(2);
        assertOpen(first, "1302.5000");
        assertOpen(second, "1302.5000");
        assertThat(Database.number(world.tenant, "select count(*) from audit_entries where action = 'HEAL'"))
                .isEqualTo(2);
        assertThat(books().state().close().path("differences").asInt()).isZero();
    }

    @Test
    void aDeletedAnExtraAndATooNewRowAreFoundAndSetRight() {
        UUID extra = UUID.randomUUID();
        change("delete from open_items where invoice_id = '" + first + "'");
        change("update open_items set version = 7 where invoice_id = '" + second + "'");
        change("insert into open_items (tenant_id, invoice_id, open_amount, credited_amount, version) values ('"
                + world.tenant + "', '" + extra + "', 5, 0, 1)");
        var books = books().state();
        books.close();

        assertThat(kinds(books))
                .containsExactlyInAnyOrder(
                        "open_items MISSING HEALED", "open_items UNKNOWN_VERSION HEALED", "open_items EXTRA HEALED");
        assertThat(Database.texts(world.tenant, "select version from open_items order by 1"))
                .containsExactly("1", "1");

        world.owes(second, "900.00", "0.00", "ALLOCATED");
        awaitVersion(second, 2);
        assertOpen(second, "900.0000");
    }

    @Test
    void anEventThatNeverCameIsMadeUpForAndLaterEventsFollow() {
        var books = new StatedBooks(world).item(first, "1000.00", 2).item(second, "1302.50", 1);
        books.state().close();

        assertThat(kinds(books)).containsExactly("open_items BEHIND HEALED");
        assertOpen(first, "1000.0000");
        world.owes(first, "800.00", "0.00", "ALLOCATED", 3);
        awaitVersion(first, 3);
        assertThat(Database.number(world.tenant, "select count(*) from parked_events"))
                .isZero();
    }

    @Test
    void whatIsOnItsWayIsNoDifference() {
        var books = new StatedBooks(world)
                .item(first, "1000.00", 2)
                .item(second, "1302.50", 1)
                .state();
        world.owes(first, "1000.00", "0.00", "ALLOCATED");
        world.owes(second, "700.00", "0.00", "ALLOCATED");
        awaitVersion(first, 2);
        awaitVersion(second, 2);

        assertThat(books.close().path("differences").asInt()).isZero();
    }

    @Test
    void aParkedEventExplainsWhyTheCopyIsBehind() {
        world.owes(first, "500.00", "0.00", "ALLOCATED", 3);
        Awaits.until("parked", () -> Database.number(world.tenant, "select count(*) from parked_events") == 1);
        var books = new StatedBooks(world).item(first, "500.00", 3).item(second, "1302.50", 1);
        books.state().close();

        assertThat(kinds(books)).contains("open_items PARKED OPEN").hasSize(2);
        var parked =
                Database.texts(world.tenant, "select id from parked_events").get(0);
        assertThat(books.differences()).allSatisfy(difference -> assertThat(
                        difference.path("parkedEvents").path(0).asText())
                .isEqualTo(parked));
        assertOpen(first, "1302.5000");
    }

    @Test
    void anOwnerThatWentBackIsReportedByTheNextRunAndTheCopyIsNotTakenBack() {
        world.owes(first, "500.00", "0.00", "ALLOCATED");
        awaitVersion(first, 2);
        assertThat(books().state().close().path("differences").asInt()).isZero();
        change("update reconciliation_differences set found_at = found_at - interval '5 minutes'");
        var books = books().state();
        books.close();

        assertThat(kinds(books)).containsExactly("open_items OWNER_BEHIND OPEN");
        assertOpen(first, "500.0000");
    }

    @Test
    void aRepairThatFailsIsReportedWithItsReasonAndHoldsUpNothingElse() {
        change("update open_items set open_amount = 1.00");
        String refusal = "alter table open_items add constraint no_repair check (invoice_id <> '" + first
                + "' or open_amount = 1) not valid";
        Database.changeAsOwner(refusal);
        try {
            var books = books().state();
            var run = books.close();

            assertThat(run.path("healed").asInt()).isEqualTo(1);
            assertThat(kinds(books))
                    .containsExactlyInAnyOrder("open_items WRONG_CONTENT OPEN", "open_items WRONG_CONTENT HEALED");
            assertThat(books.differences().findValuesAsText("why"))
                    .anySatisfy(
                            why -> assertThat(why).startsWith("Healing failed:").contains("no_repair"));
            assertOpen(second, "1302.5000");
        } finally {
            Database.changeAsOwner("alter table open_items drop constraint no_repair");
        }

        var next = books().state();
        next.close();
        assertThat(kinds(next)).containsExactly("open_items WRONG_CONTENT HEALED");
        assertOpen(first, "1302.5000");
    }

    @Test
    void everyDifferenceAndTheEndAreOnTheTopicInOrder() {
        change("update open_items set open_amount = 1.00 where invoice_id = '" + first + "'");
        var books = books().state();
        books.close();

        try (var topic = TopicProbe.on("receivables.dunning.reconciliations")) {
            var events = topic.awaitCount(world.tenant, books.runId(), 2);
            events.forEach(EventContracts::assertValid);
            assertThat(events)
                    .extracting(event -> event.sequence() + " " + event.type())
                    .containsExactly("1 ReconciliationDifferenceFound.v1", "2 ReconciliationCompleted.v1");
            assertThat(events.get(0).data().at("/held/openAmount").decimalValue())
                    .isEqualByComparingTo("1");
            assertThat(events.get(0).data().at("/stated/openAmount").asText()).isEqualTo("1302.50");
            assertThat(events.get(1).data().path("open").asInt()).isZero();
        }
    }

    @Test
    void anOldRunIsForgottenWithItsDifferences() {
        change("update open_items set open_amount = 1.00 where invoice_id = '" + first + "'");
        var old = books().state();
        old.close();
        change("update reconciliation_runs set completed_at = completed_at - interval '91 days'");

        books().state().close();

        assertThat(Database.number(world.tenant, "select count(*) from reconciliation_runs"))
                .isEqualTo(1);
        assertThat(Database.number(
                        world.tenant,
                        "select count(*) from reconciliation_differences where run_id = '" + old.runId() + "'"))
                .isZero();
    }

    private StatedBooks books() {
        return new StatedBooks(world).item(first, "1302.50", 1).item(second, "1302.50", 1);
    }

    private static List<String> kinds(StatedBooks books) {
        List<String> kinds = new ArrayList<>();
        for (JsonNode one : books.differences()) {
            kinds.add(one.path("copy").asText() + " " + one.path("kind").asText() + " "
                    + one.path("state").asText());
        }
        return kinds;
    }

    private void change(String sql) {
        assertThat(Database.change(world.tenant, sql)).isPositive();
    }

    private void awaitVersion(UUID invoice, long version) {
        Awaits.until("version " + version + " of " + invoice, () -> Database.texts(
                        world.tenant,
                        "select c.open_item_version from cases c join open_items o using (tenant_id, invoice_id)"
                                + " where c.open_item_version = o.version and invoice_id = '" + invoice + "'")
                .equals(List.of(Long.toString(version))));
    }

    private void assertOpen(UUID invoice, String amount) {
        assertThat(Database.texts(
                        world.tenant,
                        "select open_amount from open_items where invoice_id = '" + invoice
                                + "' union all select open_amount from cases where invoice_id = '" + invoice + "'"))
                .containsExactly(amount, amount);
    }
}
