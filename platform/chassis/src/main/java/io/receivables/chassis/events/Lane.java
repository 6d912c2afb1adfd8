package io.receivables.chassis.events;

import java.util.UUID;

/** The events of one aggregate on their way to one consumer; what waits in a lane holds up no other. */
record Lane(String tenant, String consumer, String topic, UUID aggregate) {}
