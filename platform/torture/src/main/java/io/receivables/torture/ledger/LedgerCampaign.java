package io.receivables.torture.ledger;

import io.receivables.torture.Battlefield;
import io.receivables.torture.Campaign;
import io.receivables.torture.Verdict;
import io.receivables.torture.fault.Nemesis;
import java.util.List;

/** The ledger while services, database, broker and connections die. */
public final class LedgerCampaign implements Campaign {

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public List<Verdict> run(Battlefield field) {
        Trial.Goals goals = new Trial.Goals(
                field.profile().of(12, 36, 10_000),
                field.profile().of(200, 800, 20_000),
                field.profile().of(1_000, 4_000, 500_000),
                field.profile().of(120, 450, 100_000));
        Trial trial = new Trial(field, name(), 0, goals);
        return trial.under(Nemesis.withEverything(field, trial.random().split()));
    }
}
