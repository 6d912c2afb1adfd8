package io.receivables.torture.ledger;

import io.receivables.local.system.LocalSystem;
import io.receivables.torture.Finding;
import io.receivables.torture.history.Client;
import io.receivables.torture.history.History;
import io.receivables.torture.history.History.Acknowledged;
import io.receivables.torture.history.Reply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** I3: a command that was acknowledged gets the same answer, byte for byte, when it comes again under its key. */
final class KeyCheck {

    private final LocalSystem system;
    private final List<Acknowledged> commands;
    private final List<Finding> findings = new ArrayList<>();

    KeyCheck(LocalSystem system, List<Acknowledged> acknowledged, SplittableRandom random) {
        this.system = system;
        this.commands = new ArrayList<>(acknowledged);
        Collections.shuffle(commands, new Random(random.nextLong()));
    }

    /** Sends at most so many commands again; answers how many. */
    long run(int most) {
        List<Acknowledged> chosen = commands.subList(0, Math.min(most, commands.size()));
        for (Acknowledged command : chosen) {
            Reply again = new Client(system, command.tenant(), new History()).again(command);
            Reply first = command.reply();
            boolean file = command.contentType().contains("xml");
            if (!again.body().equals(first.body()) || (!file && again.status() != first.status())) {
                findings.add(Finding.of(
                        "key " + command.key() + " of " + command.path(),
                        "first " + first.status() + " " + first.body() + ", again " + again.status() + " "
                                + again.body()));
            }
        }
        return chosen.size();
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }
}
