package io.receivables.local;

/** A condition the user can mend; its message is shown as one line, without a stack trace. */
public class LocalFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LocalFailure(String message) {
        super(message);
    }

    public LocalFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
