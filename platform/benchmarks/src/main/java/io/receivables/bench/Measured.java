package io.receivables.bench;

import java.util.Map;

/**
 * One row of the results.
 *
 * @param name what was done
 * @param clients how many did it at once
 * @param unit of the figures
 * @param system the platform's median
 * @param limit the median of what it is compared with, 0 where there is only a goal
 * @param ratio system to limit; where there is no limit the system's figure itself
 * @param goal what the ratio should be
 * @param pass whether it is
 * @param details everything else worth knowing: percentiles, errors, processor time per operation by process, time to drain
 */
public record Measured(
        String name,
        int clients,
        String unit,
        double system,
        double limit,
        double ratio,
        double goal,
        boolean pass,
        Map<String, Object> details) {

    /** More is better. */
    public static Measured atLeast(
            String name,
            int clients,
            String unit,
            double system,
            double limit,
            double goal,
            Map<String, Object> details) {
        double ratio = limit == 0 ? system : system / limit;
        return new Measured(name, clients, unit, system, limit, ratio, goal, ratio >= goal, details);
    }

    /** Less is better. */
    public static Measured atMost(
            String name,
            int clients,
            String unit,
            double system,
            double limit,
            double goal,
            Map<String, Object> details) {
        double ratio = limit == 0 ? system : system / limit;
        return new Measured(name, clients, unit, system, limit, ratio, goal, ratio <= goal, details);
    }
}
