package io.receivables.local.demo.data;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** A seeded source of choices; the algorithm is named so that every JDK draws the same. */
final class Draw {

    private final RandomGenerator random;

    Draw(long seed) {
        random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** A whole number from {@code from} to {@code to}, both included. */
    int between(int from, int to) {
        return random.nextInt(from, to + 1);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    String digits(int count) {
        StringBuilder digits = new StringBuilder();
        digits.append(between(1, 9));
        while (digits.length() < count) {
            digits.append(between(0, 9));
        }
        return digits.toString();
    }
}
