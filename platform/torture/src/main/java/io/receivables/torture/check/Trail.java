package io.receivables.torture.check;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** The events of one aggregate as they came, in a few bytes each; a second copy of the same event is allowed. */
final class Trail {

    private static final int FEW = 4;

    private long[] ids = new long[FEW];
    private int length;
    private String wrong = "";

    void add(long sequence, String id, String place) {
        long hash = hash(id);
        if (sequence == length + 1) {
            if (length == ids.length) {
                ids = Arrays.copyOf(ids, 2 * length);
            }
            ids[length] = hash;
            length++;
        } else if (wrong.isEmpty() && sequence > length) {
            wrong = "sequence " + sequence + " comes after " + length + " at " + place;
        } else if (wrong.isEmpty() && ids[(int) sequence - 1] != hash) {
            wrong = "there are two events with sequence " + sequence + ", the second one at " + place;
        }
    }

    private static long hash(String id) {
        UUID uuid = UUID.fromString(id);
        return uuid.getMostSignificantBits() ^ uuid.getLeastSignificantBits();
    }

    /** What is wrong when so many events were committed. */
    Optional<String> wrong(long committed) {
        if (!wrong.isEmpty()) {
            return Optional.of(wrong);
        }
        return length == committed
                ? Optional.empty()
                : Optional.of("there are " + length + " events and " + committed + " were committed");
    }
}
