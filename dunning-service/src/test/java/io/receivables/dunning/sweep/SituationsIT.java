package io.receivables.dunning.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.chassis.json.Json;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Transactions;
import io.receivables.dunning.dunningcase.model.DunningCase;
import io.receivables.dunning.dunningcase.model.Firing;
import io.receivables.dunning.dunningcase.store.CaseRepository;
import io.receivables.dunning.dunningcase.store.CaseWithCustomer;
import io.receivables.dunning.events.DunningLevelReached;
import io.receivables.dunning.policy.model.PolicyLevel;
import io.receivables.dunning.policy.model.PolicyVersions;
import io.receivables.dunning.policy.store.PolicyRepository;
import io.receivables.dunning.support.CopiedCases;
import io.receivables.dunning.support.Database;
import io.receivables.dunning.support.DunningIT;
import io.receivables.dunning.support.World;
import io.restassured.http.ContentType;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.ChannelRegistry;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Cases are decided on together when the rule reads the same of them; each still ends as the rule says of itself. */
@QuarkusTest
class SituationsIT extends DunningIT {

    private static final LocalDate TODAY = LocalDate.parse("2025-04-10");
    private static final Instant NOW = World.noon(TODAY);
    private static final int PLANNERS = 3;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String POLICY =
            """
            {"effectiveFrom":"2025-03-01","minimumGapDays":7,"reviewAfterDays":3,"quietWeekdays":["SATURDAY","SUNDAY"],
             "sendFromHour":9,"minimumOpenAmounts":[{"amount":"5.00","currency":"EUR"},{"amount":"1000.00","currency":"HUF"}],
             "levels":[{"name":"On the day","days":0,"tone":"PRE_DUE"},{"name":"Late","days":1,"tone":"FRIENDLY"},
                       {"name":"Very late","days":19,"tone":"FINAL"}]}""";

    /** Everything the rule reads, each value beside every value of the others: any two of a column are met by cases that are else the same. */
    private static final String EVERY_SITUATION =
            """
            policy_version = :n % 2,
            time_zone = (array['Europe/Budapest', 'Pacific/Kiritimati'])[1 + :n / 2 % 2],
            due_date = date '2025-04-10' + (array[2, -1, -20])[1 + :n / 4 % 3],
            due_at = (date '2025-04-10' + (array[2, -1, -20])[1 + :n / 4 % 3])::timestamp
                at time zone (array['Europe/Budapest', 'Pacific/Kiritimati'])[1 + :n / 2 % 2],
            issue_date = date '2025-04-10' + (array[2, -1, -20])[1 + :n / 4 % 3] - (array[2, 30])[1 + :n / 12 % 2],
            state = (array['NOT_DUE', 'DUE', 'OVERDUE'])[1 + :n / 24 % 3],
            overdue = :n / 24 % 3 = 2,
            level = (array[0, 1, 3])[1 + :n / 72 % 3],
            last_reminder_on = date '2025-04-10' - (array[null, 1, 9])[1 + :n / 216 % 3],
            currency = (array['EUR', 'EUR', 'HUF', 'HUF'])[1 + :n / 648 % 4],
            open_amount = (array[4.99, 50, 50, 1000])[1 + :n / 648 % 4],
            next_action_on = date '2025-03-20', next_level = 1 + :n / 72 % 3, next_action_at = '2025-04-09T12:00:00Z'""";

    private static final int SITUATIONS = 2 * 2 * 3 * 2 * 3 * 3 * 3 * 4;

    private static final String REMINDERS =
            """
            select concat_ws(' ', case_id, invoice_id, invoice_number, customer_id, level, level_name, state, reason, policy_version,
                currency, open_amount::numeric(20, 2), message_id like '<reminder.' || id || '@%') from reminders""";

    private static final String EVENTS =
            """
            select sequence || ' ' || shard || ' ' || convert_from(payload, 'UTF8') from outbox
            where type = 'DunningLevelReached.v1'""";

    @Inject
    ChannelRegistry channels;

    @Inject
    Transactions transactions;

    @Inject
    CaseRepository cases;

    @Inject
    PolicyRepository policies;

    @Inject
    ReminderPlanning planning;

    @AfterEach
    void read() {
        channels.getPausable("open-items").resume();
    }

    @Test
    void everyCaseEndsAsTheRuleSaysOfItHoweverManyPlanAtOnce() {
        try (World world = new World()) {
            world.as("admin")
                    .header("Idempotency-Key", "policy")
                    .contentType(ContentType.JSON)
                    .body(POLICY)
                    .post("/v1/policies")
                    .then()
                    .statusCode(201);
            UUID invoice = world.invoice(world.customer("en", world.tenant + "@debtor.example"));
            world.dunned(invoice);
            channels.getPausable("open-items").pause();
            world.owes(invoice, "7.00", "0.00", "ALLOCATED");
            CopiedCases.make(world.tenant, SITUATIONS, "next_action_at = '2025-04-09T12:00:00Z'");
            Database.change(
                    world.tenant,
                    ("update cases set " + EVERY_SITUATION + " where invoice_number like 'INV-COPY-%'")
                            .replace(":n", "substr(invoice_number, 10)::int"));
            PolicyVersions versions = within(world, policies::versions);
            List<DunningCase> before = read(world);
            world.moveTo(TODAY);

            Uni.join()
                    .all(Collections.nCopies(PLANNERS, planUntilNothingIsDue(world)))
                    .andFailFast()
                    .await()
                    .atMost(LIMIT);

            List<String> reminders = new ArrayList<>();
            List<String> events = new ArrayList<>();
            List<DunningCase> after = before.stream()
                    .map(dunned -> fired(dunned, versions, reminders, events))
                    .toList();
            assertThat(read(world)).containsExactlyInAnyOrderElementsOf(after);
            assertThat(Database.texts(world.tenant, REMINDERS)).containsExactlyInAnyOrderElementsOf(reminders);
            assertThat(Database.texts(world.tenant, EVENTS)).containsExactlyInAnyOrderElementsOf(events);
            // Nothing is left for the job, which goes on when the channel does.
            Database.change(world.tenant, "delete from reminders");
            CopiedCases.remove(world.tenant);
        }
    }

    private Uni<Boolean> planUntilNothingIsDue(World world) {
        return Uni.createFrom()
                .deferred(() -> planning.plan(new DueTenant(world.tenant, NOW)))
                .repeat()
                .whilst(progress -> progress)
                .collect()
                .last();
    }

    private static DunningCase fired(
            DunningCase dunned, PolicyVersions versions, List<String> reminders, List<String> events) {
        Firing firing = dunned.fire(versions.version(dunned.policyVersion()), NOW);
        firing.skipped().forEach(level -> reminders.add(reminder(dunned, level, "SKIPPED PRE_DUE_TIME_PASSED")));
        if (firing.level().isEmpty()) {
            return firing.after();
        }
        PolicyLevel level = firing.level().get();
        reminders.add(reminder(dunned, level, "PLANNED"));
        events.add(event(dunned, level));
        return firing.after().published();
    }

    private static String reminder(DunningCase dunned, PolicyLevel level, String became) {
        return "%s %s %s %s %d %s %s %d %s %s t"
                .formatted(
                        dunned.id(),
                        dunned.invoice().invoiceId(),
                        dunned.invoice().number(),
                        dunned.invoice().customerId(),
                        level.level(),
                        level.name(),
                        became,
                        dunned.policyVersion(),
                        dunned.balance().open().currency(),
                        dunned.balance().open().amount());
    }

    private static String event(DunningCase dunned, PolicyLevel level) {
        DunningLevelReached reached = new DunningLevelReached(
                dunned.id(),
                dunned.invoice().invoiceId(),
                dunned.invoice().number(),
                dunned.invoice().customerId(),
                level.level(),
                level.name(),
                dunned.policyVersion(),
                NOW,
                dunned.balance().open().currency().getCurrencyCode(),
                dunned.balance().open().amount());
        return "1 " + Math.floorMod(dunned.id().hashCode(), 8) + " " + Json.text(reached);
    }

    private List<DunningCase> read(World world) {
        List<UUID> ids = Database.texts(world.tenant, "select id from cases").stream()
                .map(UUID::fromString)
                .toList();
        return within(world, tx -> cases.lockWithCustomer(tx, ids)).stream()
                .map(CaseWithCustomer::dunned)
                .map(SituationsIT::withoutRowVersion)
                .toList();
    }

    private <T> T within(World world, Function<PgTx, Uni<T>> work) {
        return transactions.forTenant(world.tenant, "test", work).await().atMost(LIMIT);
    }

    private static DunningCase withoutRowVersion(DunningCase read) {
        return new DunningCase(
                read.id(),
                read.invoice(),
                read.policyVersion(),
                read.state(),
                read.closeReason(),
                read.balance(),
                read.progress(),
                read.next(),
                0,
                read.sequence());
    }
}
