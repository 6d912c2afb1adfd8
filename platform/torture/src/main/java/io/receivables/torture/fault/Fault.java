package io.receivables.torture.fault;

import io.receivables.local.system.ServiceName;
import java.util.Optional;

/** Something bad that can be done to the running system. It returns when the cause has ended. */
public interface Fault {

    /** What is done, without to whom. */
    String kind();

    String name();

    /** The one service that dies of it, while the others go on; empty when it is something else. */
    Optional<ServiceName> victim();

    void inflict();
}
