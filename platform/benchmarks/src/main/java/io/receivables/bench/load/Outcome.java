package io.receivables.bench.load;

import org.HdrHistogram.Histogram;

/**
 * What a load brought.
 *
 * @param answered requests answered with 2xx
 * @param failed requests answered with anything else, or not at all
 * @param seconds from the first request to the last answer
 * @param latency of the answered ones, in microseconds; with a fixed arrival rate from the moment at which the request was due
 */
public record Outcome(long answered, long failed, double seconds, Histogram latency) {

    private static final double MICROS_PER_MILLI = 1000.0;

    public double perSecond() {
        return answered / seconds;
    }

    public double millisAt(double percentile) {
        return latency.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
    }

    public double maxMillis() {
        return latency.getMaxValue() / MICROS_PER_MILLI;
    }
}
