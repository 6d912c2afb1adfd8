package io.receivables.bench.work;

import io.receivables.bench.Measured;
import io.receivables.bench.Workbench;
import io.receivables.local.system.Sizing;
import java.util.List;

/** One kind of work that is measured. */
public interface Work {
    /** Short name, as given with ONLY. */
    String name();

    /** How large the system has to be; all works of one size share one start of it. */
    default Sizing sizing() {
        return Sizing.LOAD;
    }

    List<Measured> measure(Workbench bench);
}
