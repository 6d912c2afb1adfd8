package io.receivables.torture;

import java.util.List;

/** One way of trying the running system. A campaign leaves the system up and quiet behind. */
public interface Campaign {

    /** Short name, as given with ONLY. */
    String name();

    List<Verdict> run(Battlefield field);
}
