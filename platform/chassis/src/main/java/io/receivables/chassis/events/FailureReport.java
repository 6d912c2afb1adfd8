package io.receivables.chassis.events;

import java.util.Arrays;

/**
 * What is kept of a failure: one line that says what went wrong, and the way there through our own code.
 *
 * @param error causes and the frames of our own packages; never shown to anybody but who administers the tenant
 */
record FailureReport(String detail, String error) {
    private static final int DETAIL = 1000;
    private static final int ERROR = 4000;
    private static final int FRAMES = 8;
    private static final int CAUSES = 5;

    static FailureReport of(Throwable failure) {
        var error = new StringBuilder();
        Throwable cause = failure;
        for (int i = 0; cause != null && i < CAUSES; i++, cause = cause.getCause()) {
            error.append(i == 0 ? "" : "caused by ")
                    .append(cut(cause.toString(), DETAIL))
                    .append('\n');
            Arrays.stream(cause.getStackTrace())
                    .filter(frame -> frame.getClassName().startsWith("io.receivables."))
                    .limit(FRAMES)
                    .forEach(frame -> error.append("  at ").append(frame).append('\n'));
        }
        return new FailureReport(cut(failure.toString(), DETAIL), cut(error.toString(), ERROR));
    }

    /** Text from outside, in a form the database takes. */
    static String cut(String text, int length) {
        var printable = text.replace('\u0000', '\ufffd');
        return printable.length() > length ? printable.substring(0, length) : printable;
    }
}
