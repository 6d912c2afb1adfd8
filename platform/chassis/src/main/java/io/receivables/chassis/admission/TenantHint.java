package io.receivables.chassis.admission;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/** The tenant that a token names, unchecked: good enough to order a queue, and for nothing else. */
final class TenantHint {
    private static final Pattern TENANT = Pattern.compile("\"tenant\"\\s*:\\s*\"([a-z0-9-]{1,40})\"");
    private static final int LONGEST = 8 * 1024;

    private TenantHint() {}

    /** The tenant, or an empty text when the header names none. */
    static String of(String authorization) {
        if (authorization == null || authorization.length() > LONGEST) {
            return "";
        }
        var parts = authorization.split("\\.", 4);
        if (parts.length != 3) {
            return "";
        }
        try {
            var claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            var found = TENANT.matcher(claims);
            return found.find() ? found.group(1) : "";
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
