package io.receivables.chassis.idempotency;

/**
 * How long a tenant's next group waits after one that was more than a single command: a quarter of its time, some milliseconds at
 * most. A transaction costs about the same whether it carries one command or ten, here and in every consumer. Pure.
 */
final class GroupPace {
    private static final long LONGEST_MS = 5;
    private static final long WORKS_PER_REST = 4;

    private GroupPace() {}

    /** Milliseconds to rest after a group of so many commands that took so many; a lone caller never waits. */
    static long restMillis(int commands, long groupMillis) {
        return commands == 1 ? 0 : Math.min(LONGEST_MS, groupMillis / WORKS_PER_REST);
    }
}
