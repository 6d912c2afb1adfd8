package io.receivables.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class TokensTest {

    @Test
    void aTokenCarriesTenantSubjectAndRolesAndIsSigned() throws Exception {
        String token = Tokens.token("acme", "anna", "finance", "admin");

        JsonNode claims = claims(token);
        assertThat(claims.path("iss").asText()).isEqualTo("https://receivables.local");
        assertThat(claims.path("aud").get(0).asText()).isEqualTo("receivables");
        assertThat(claims.path("tenant").asText()).isEqualTo("acme");
        assertThat(claims.path("sub").asText()).isEqualTo("anna");
        assertThat(claims.path("groups"))
                .hasSize(2)
                .extracting(JsonNode::asText)
                .containsExactly("finance", "admin");
        assertThat(Instant.ofEpochSecond(claims.path("exp").asLong())).isAfter(Instant.now());
        assertThat(isSigned(token)).isTrue();
    }

    @Test
    void anExpiredTokenIsOtherwiseGood() throws Exception {
        String token = Tokens.expired("acme", "anna", "finance");

        assertThat(Instant.ofEpochSecond(claims(token).path("exp").asLong())).isBefore(Instant.now());
        assertThat(isSigned(token)).isTrue();
    }

    @Test
    void eachForgeryDiffersInOneThing() throws Exception {
        assertThat(claims(Tokens.wrongAudience("acme", "anna"))
                        .path("aud")
                        .get(0)
                        .asText())
                .isNotEqualTo(Tokens.AUDIENCE);
        assertThat(claims(Tokens.wrongIssuer("acme", "anna")).path("iss").asText())
                .isNotEqualTo(Tokens.ISSUER);
        assertThat(claims(Tokens.withoutTenant("anna")).has("tenant")).isFalse();
        assertThat(isSigned(Tokens.wrongKey("acme", "anna"))).isFalse();
        assertThat(Tokens.unsigned("acme", "anna")).endsWith(".");
    }

    private static JsonNode claims(String token) {
        return Json.parse(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    }

    private static boolean isSigned(String token) throws Exception {
        String pem = Tokens.publicKeyPem().replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(java.security.KeyFactory.getInstance("RSA")
                .generatePublic(new java.security.spec.X509EncodedKeySpec(
                        Base64.getDecoder().decode(pem))));
        int end = token.lastIndexOf('.');
        signature.update(token.substring(0, end).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(token.substring(end + 1)));
    }
}
