package io.receivables.torture;

import io.receivables.torture.access.AccessCampaign;
import io.receivables.torture.events.EventsCampaign;
import io.receivables.torture.fuzz.FuzzCampaign;
import io.receivables.torture.keys.KeyCampaign;
import io.receivables.torture.ledger.FullDiskCampaign;
import io.receivables.torture.ledger.LedgerCampaign;
import io.receivables.torture.ledger.TwoInstancesCampaign;
import io.receivables.torture.overload.OverloadCampaign;
import io.receivables.torture.plans.PlansCampaign;
import io.receivables.torture.poison.PoisonCampaign;
import io.receivables.torture.reminders.ReminderCampaign;
import io.receivables.torture.statements.StatementCampaign;
import java.util.List;

/** Every campaign, in the order in which they run. */
final class Campaigns {

    private Campaigns() {}

    static List<Campaign> all() {
        return List.of(
                new LedgerCampaign(),
                new TwoInstancesCampaign(),
                new KeyCampaign(),
                new ReminderCampaign(),
                new EventsCampaign(),
                new PoisonCampaign(),
                new AccessCampaign(),
                new FuzzCampaign(),
                new OverloadCampaign(),
                new StatementCampaign(),
                new FullDiskCampaign(),
                new PlansCampaign());
    }
}
