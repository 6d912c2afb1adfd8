package io.receivables.bench.work;

import java.util.List;

/** Every kind of work, in the order of measuring. */
public final class Works {

    private Works() {}

    public static List<Work> all() {
        return List.of(new Issuing(), new GaplessIssuing(), new Paying(), new Reading());
    }
}
