package io.receivables.torture.overload;

import java.util.List;

/**
 * One call and its answer.
 *
 * @param begun milliseconds after the start of the load
 * @param status 0 when nobody answered
 * @param payment id of the payment that was acknowledged, empty otherwise
 * @param fault what is wrong with the answer, empty when nothing is
 */
record Shot(long begun, long millis, int status, String payment, String fault) {

    boolean admitted() {
        return status == 201;
    }

    /** The time within which 99 of 100 were answered. */
    static long p99(List<Shot> shots) {
        List<Long> sorted = shots.stream().map(Shot::millis).sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get((sorted.size() * 99 - 1) / 100);
    }
}
