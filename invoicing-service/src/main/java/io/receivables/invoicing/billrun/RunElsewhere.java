package io.receivables.invoicing.billrun;

/** Another instance has the run, or it has ended meanwhile. */
final class RunElsewhere extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RunElsewhere() {
        super("The run is not to be worked on here", null, false, false);
    }
}
