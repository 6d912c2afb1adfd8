package io.receivables.chassis.events;

/** An event that no retry can make readable; it is parked and blocks its aggregate only. */
public class PoisonEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PoisonEventException(String message, Throwable cause) {
        super(message, cause);
    }
}
