package io.receivables.torture.access;

import io.receivables.local.system.LocalSystem;
import io.receivables.testkit.TokenSigner;
import io.receivables.testkit.Tokens;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tokens that must open nothing, although they name the tenant and every role. */
final class Strangers {

    private Strangers() {}

    /** What is sent as Authorization, by what is wrong with it; an empty value stands for no header. */
    static Map<String, String> of(LocalSystem system, String tenant, String... roles) {
        Map<String, String> strangers = new LinkedHashMap<>();
        strangers.put("no token", "");
        strangers.put("a garbage token", "Bearer garbage");
        strangers.put("another scheme", "Basic YWRtaW46YWRtaW4=");
        strangers.put(
                "an expired token",
                bearer(
                        system,
                        tenant,
                        roles,
                        "exp",
                        Instant.now().minusSeconds(3600).getEpochSecond()));
        strangers.put("a token of another issuer", bearer(system, tenant, roles, "iss", "https://elsewhere.example"));
        strangers.put("a token for another audience", bearer(system, tenant, roles, "aud", List.of("another")));
        Map<String, Object> claims = Tokens.claims(tenant, "mallory", roles);
        strangers.put(
                "a token signed by another key",
                "Bearer " + TokenSigner.create().sign(claims));
        strangers.put("an unsigned token", "Bearer " + Tokens.unsigned(tenant, "mallory", roles));
        return strangers;
    }

    private static String bearer(LocalSystem system, String tenant, String[] roles, String claim, Object value) {
        Map<String, Object> claims = Tokens.claims(tenant, "mallory", roles);
        claims.put(claim, value);
        return "Bearer " + system.tokens().sign(claims);
    }
}
