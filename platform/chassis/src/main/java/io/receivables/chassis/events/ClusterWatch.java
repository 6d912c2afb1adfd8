package io.receivables.chassis.events;

import org.apache.kafka.common.ClusterResource;
import org.apache.kafka.common.ClusterResourceListener;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Serializes the keys of one producer and sees, as the client tells its serializers, whether the cluster is still the one it began with. A
 * cluster that lost its data numbers its producers from the beginning again: what a producer from before sends can be taken for a repetition
 * of what another one sent, acknowledged and thrown away.
 */
final class ClusterWatch extends StringSerializer implements ClusterResourceListener {
    private volatile String first;
    private volatile boolean another;

    @Override
    public void onUpdate(ClusterResource cluster) {
        var id = cluster.clusterId();
        if (id != null && first == null) {
            first = id;
        }
        another |= id != null && !id.equals(first);
    }

    /** Whether the producer has met a second cluster; it is of no use any more then. */
    boolean sawAnother() {
        return another;
    }
}
