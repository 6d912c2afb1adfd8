package io.receivables.chassis.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class TenantHintTest {
    @Test
    void theClaimIsReadFromAToken() {
        assertThat(TenantHint.of(bearer("{\"sub\":\"anna\",\"tenant\" : \"north-1\"}")))
                .isEqualTo("north-1");
    }

    @Test
    void whatIsNoTokenNamesNobody() {
        assertThat(TenantHint.of(null)).isEmpty();
        assertThat(TenantHint.of("Bearer")).isEmpty();
        assertThat(TenantHint.of("Bearer a.%%%.c")).isEmpty();
        assertThat(TenantHint.of(bearer("{\"tenant\":7}"))).isEmpty();
        assertThat(TenantHint.of(bearer("{\"tenant\":\"a\"}") + "x".repeat(9_000)))
                .isEmpty();
    }

    private static String bearer(String claims) {
        return "Bearer aa."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".cc";
    }
}
