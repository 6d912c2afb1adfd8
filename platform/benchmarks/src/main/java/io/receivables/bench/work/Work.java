package io.receivables.bench.work;

import io.receivables.bench.Measured;
import io.receivables.bench.Workbench;
import java.util.List;

/** One kind of work that is measured. */
public interface Work {

    /** Short name, as given with ONLY. */
    String name();

    List<Measured> measure(Workbench bench);
}
