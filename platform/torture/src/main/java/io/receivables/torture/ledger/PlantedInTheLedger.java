package io.receivables.torture.ledger;

import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.ServiceName;
import io.receivables.local.system.ServiceTables;
import io.receivables.torture.Verdict;
import io.receivables.torture.check.NumberCheck;
import io.receivables.torture.check.PlantedBreaks;
import io.receivables.torture.check.TopicCheck;
import io.receivables.torture.history.History.Acknowledged;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** One break of each of I1 to I4 and I6, planted behind the services' back. */
final class PlantedInTheLedger {

    private static final int BREAKS = 5;

    private final LocalSystem system;
    private final ServiceTables books;
    private final String tenants;
    private final Agreement agreement;
    private final List<Acknowledged> acknowledged;

    PlantedInTheLedger(LocalSystem system, String tenants, Agreement agreement, List<Acknowledged> acknowledged) {
        this.system = system;
        this.books = new ServiceTables(system);
        this.tenants = tenants;
        this.agreement = agreement;
        this.acknowledged = acknowledged;
    }

    Verdict verdict(long seed) {
        PlantedBreaks planted = new PlantedBreaks();
        aCentThatMoved(planted);
        aCentInTheReports(planted);
        anotherAnswer(planted);
        anEventThatWasNeverSent(planted);
        aNumberThatIsMissing(planted);
        return planted.verdict("I1-6", BREAKS, seed);
    }

    private void aCentThatMoved(PlantedBreaks planted) {
        String id = first(
                ServiceName.PAYMENT,
                "select payment_id as id from payments where tenant_id like '" + tenants
                        + "' and allocated_amount > 0.01");
        String move =
                "update payments set allocated_amount = allocated_amount - %s, unapplied_amount = unapplied_amount + %s"
                        + " where payment_id = '" + id + "'";
        planted.plant(
                "I1: a cent of payment " + id,
                () -> books.change(ServiceName.PAYMENT, move.formatted("0.01", "0.01")),
                () -> !agreement.payments().isEmpty(),
                () -> books.change(ServiceName.PAYMENT, move.formatted("-0.01", "-0.01")));
    }

    private void aCentInTheReports(PlantedBreaks planted) {
        String id = first(
                ServiceName.REPORTING,
                "select invoice_id as id from open_items where tenant_id like '" + tenants + "'");
        String add = "update open_items set open_amount = open_amount + %s where invoice_id = '" + id + "'";
        planted.plant(
                "I2: a cent of invoice " + id + " in the reports",
                () -> books.change(ServiceName.REPORTING, add.formatted("0.01")),
                () -> !agreement.differences().isEmpty(),
                () -> books.change(ServiceName.REPORTING, add.formatted("-0.01")));
    }

    private void anotherAnswer(PlantedBreaks planted) {
        Acknowledged command = acknowledged.stream()
                .filter(c -> c.service() == ServiceName.PAYMENT && c.path().equals("/v1/payments"))
                .findFirst()
                .orElseThrow();
        String change = "update idempotency_keys set body = %s where tenant_id = '" + command.tenant() + "' and key = '"
                + command.key() + "'";
        planted.plant(
                "I3: the answer to key " + command.key(),
                () -> books.change(ServiceName.PAYMENT, change.formatted("body || ' '")),
                () -> {
                    KeyCheck check = new KeyCheck(system, List.of(command), new SplittableRandom(1));
                    check.run(1);
                    return !check.findings().isEmpty();
                },
                () -> books.change(ServiceName.PAYMENT, change.formatted("left(body, -1)")));
    }

    /** It waits in a shard that no relay reads. */
    private void anEventThatWasNeverSent(PlantedBreaks planted) {
        planted.plant(
                "I4: an event that was never sent",
                () -> books.change(
                        ServiceName.PAYMENT,
                        """
                        insert into outbox (id, shard, tenant_id, topic, type, aggregate_id, sequence, occurred_at,
                                            correlation_id, causation_id, payload)
                        select gen_random_uuid(), 99, tenant_id, topic, type, aggregate_id, sequence + 1000000, occurred_at,
                               'planted', causation_id, payload from outbox limit 1"""),
                () -> !new TopicCheck(system).run().isEmpty(),
                () -> books.change(
                        ServiceName.PAYMENT,
                        """
                        with gone as (delete from outbox where correlation_id = 'planted' returning position)
                        delete from outbox_unpublished where position in (select position from gone)"""));
    }

    private void aNumberThatIsMissing(PlantedBreaks planted) {
        String move = "update numbering_series set last_number = last_number + %s where tenant_id = '"
                + acknowledged.get(0).tenant() + "'" + " and document_type = 'INVOICE'";
        planted.plant(
                "I6: a number that no invoice has",
                () -> books.change(ServiceName.INVOICING, move.formatted("1")),
                () -> !new NumberCheck(system).run().isEmpty(),
                () -> books.change(ServiceName.INVOICING, move.formatted("-1")));
    }

    private String first(ServiceName service, String sql) {
        List<Map<String, String>> rows = books.rows(service, sql + " order by 1 limit 1");
        return rows.get(0).get("id");
    }
}
