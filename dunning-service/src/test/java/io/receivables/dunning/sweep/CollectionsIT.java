package io.receivables.dunning.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.dunning.support.Database;
import io.receivables.dunning.support.DunningIT;
import io.receivables.dunning.support.MailServers;
import io.receivables.dunning.support.World;
import io.receivables.testkit.Awaits;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Acceptance row H11: dunning runs by itself, and whoever has paid hears nothing more. */
@QuarkusTest
class CollectionsIT extends DunningIT {

    private static final int INVOICES = 60;
    private static final LocalDate FIRST_DAY = LocalDate.parse("2025-03-27");
    private static final String MAILS =
            "select count(*) from reminders where state in ('SENT', 'SENDING') and invoice_id = '%s'";

    @BeforeEach
    void mailServer() {
        MailServers.up();
    }

    @Test
    void withRandomPaymentsNobodyWhoPaidIsRemindedAndEverybodyElseReachesTheLastLevel() {
        Random random = new Random(7);
        try (World world = new World()) {
            UUID customer = world.customer("ro", world.tenant + "@debtor.example");
            List<UUID> unpaid = new ArrayList<>();
            for (int i = 0; i < INVOICES; i++) {
                unpaid.add(world.invoice(customer));
            }
            unpaid.forEach(world::dunned);
            Map<UUID, Long> remindersWhenPaid = new HashMap<>();

            for (int day = 0; day <= 40; day += 4) {
                world.moveTo(FIRST_DAY.plusDays(day));
                if (day == 8) {
                    unpaid.forEach(world::overdue);
                }
                for (UUID invoice : List.copyOf(unpaid)) {
                    if (random.nextInt(12) == 0) {
                        world.pay(invoice);
                        unpaid.remove(invoice);
                        remindersWhenPaid.put(invoice, mails(world, invoice));
                    }
                }
                awaitQuiet(world);
            }

            assertThat(remindersWhenPaid).isNotEmpty();
            assertThat(unpaid).isNotEmpty();
            remindersWhenPaid.forEach((invoice, mails) ->
                    assertThat(mails(world, invoice)).as("mails after payment").isEqualTo(mails));
            assertThat(Database.texts(world.tenant, "select distinct level::text from cases where state <> 'CLOSED'"))
                    .containsExactly("4");
            assertThat(MailServers.received(world.tenant + "@debtor.example")).hasSize((int)
                    Database.number(world.tenant, "select count(*) from reminders where state = 'SENT'"));
        }
    }

    private static long mails(World world, UUID invoice) {
        return Database.number(world.tenant, MAILS.formatted(invoice));
    }

    /** Nothing is due and nothing is on its way. */
    private static void awaitQuiet(World world) {
        Awaits.until(
                "the sweep has nothing left",
                () -> Database.number(
                                world.tenant,
                                """
                                select count(*) from cases c join tenant_clocks k using (tenant_id)
                                where c.sendable and c.next_action_at <= k.now
                                   or c.state <> 'CLOSED' and c.next_action = 'DELIVER_REMINDER'""")
                        == 0);
    }
}
