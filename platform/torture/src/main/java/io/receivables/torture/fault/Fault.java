package io.receivables.torture.fault;

/** Something bad that can be done to the running system. It returns when the cause has ended. */
public interface Fault {

    /** What is done, without to whom. */
    String kind();

    String name();

    void inflict();
}
