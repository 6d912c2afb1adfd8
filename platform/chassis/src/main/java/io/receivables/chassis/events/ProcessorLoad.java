package io.receivables.chassis.events;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How much of its processors the machine, or the container, uses: half of what it is now, half of what it was before. */
final class ProcessorLoad {
    private final OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private volatile int percent = -1;

    /** In percent; negative while it is not known. */
    int percent() {
        return percent;
    }

    /** Looks again; to be called about once a second, by one thread at a time. */
    void look() {
        int now = (int) Math.round(100 * machine.getCpuLoad());
        percent = now < 0 || percent < 0 ? now : (percent + now) / 2;
    }
}
