package io.receivables.local.system;

import java.util.Map;

/** How the parts are connected: directly, or as somebody wants it who puts something between them. */
public interface Wiring {

    /** Every part calls the others directly. */
    Wiring DIRECT = new Wiring() {};

    /** The environment with which a service starts, given the usual one. */
    default Map<String, String> environment(ServiceName service, Map<String, String> usual) {
        return usual;
    }

    /** The port under which Kafka's clients are told to call it, given the one on which it listens. */
    default int advertisedKafkaPort(int listening) {
        return listening;
    }
}
