package io.receivables.chassis.rest;

import io.receivables.chassis.problem.CommonProblem;
import io.receivables.chassis.problem.Problem;
import java.util.regex.Pattern;

/** Entity tags are the version of the resource in quotes. */
public final class ETags {
    private static final Pattern FORM = Pattern.compile("(?:W/)?\"(\\d{1,18})\"");

    private ETags() {}

    public static String toHeader(long version) {
        return "\"" + version + "\"";
    }

    /** The version an If-Match header names; 428 without the header. */
    public static long requireMatch(String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw Problem.of(CommonProblem.PRECONDITION_REQUIRED, "Send If-Match with the ETag you read.")
                    .at("If-Match", "required", "is required");
        }
        var matcher = FORM.matcher(ifMatch.trim());
        if (!matcher.matches()) {
            throw Problem.of(CommonProblem.VERSION_CONFLICT, "If-Match is not an ETag of this resource.");
        }
        return Long.parseLong(matcher.group(1));
    }

    /** Refuses a change of a version that is no longer the current one. */
    public static void check(String ifMatch, long current) {
        if (requireMatch(ifMatch) != current) {
            throw Problem.of(CommonProblem.VERSION_CONFLICT, "The current version is " + toHeader(current) + ".");
        }
    }
}
