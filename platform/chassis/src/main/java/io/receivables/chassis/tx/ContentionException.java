package io.receivables.chassis.tx;

/** What a transaction relied on was changed by another one; running it again is enough, as after a serialization failure. */
public final class ContentionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ContentionException(String message) {
        super(message);
    }
}
