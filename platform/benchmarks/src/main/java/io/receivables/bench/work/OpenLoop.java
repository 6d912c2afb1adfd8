package io.receivables.bench.work;

import static io.receivables.bench.work.Medians.rounded;

import io.receivables.bench.load.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;

/** What callers see at a load that the platform can bear, when they come at a fixed rate and do not wait for each other. */
final class OpenLoop {
    /** As many connections as a rate needs that a few busy clients reach. */
    static final int CLIENTS = 32;

    private OpenLoop() {}

    /** Beside the rate that was asked for stands the one that was answered. */
    static Map<String, Object> details(double asked, Outcome outcome) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("openRate", rounded(asked));
        details.put("openAnsweredRate", rounded(outcome.perSecond()));
        details.put("openP50Millis", rounded(outcome.millisAt(Round.P50)));
        details.put("openP99Millis", rounded(outcome.millisAt(Round.P99)));
        details.put("openErrors", outcome.failed());
        return details;
    }
}
