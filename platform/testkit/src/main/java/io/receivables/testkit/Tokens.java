package io.receivables.testkit;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Bearer tokens for tests: good ones, and one of every kind a service has to refuse. The key pair is made once per JVM. */
public final class Tokens {

    /** Issuer of every good token. */
    public static final String ISSUER = "https://receivables.local";

    /** Audience of every good token. */
    public static final String AUDIENCE = "receivables";

    private static final String KEYS = "receivables.testkit.keys";
    private static final Duration LIFE = Duration.ofHours(12);
    private static final TokenSigner SIGNER = sharedSigner();

    private Tokens() {}

    /** A valid token, for example {@code token("acme", "anna", "finance", "admin")}. */
    public static String token(String tenant, String subject, String... roles) {
        return SIGNER.sign(claims(tenant, subject, roles));
    }

    /** Ended an hour ago, which is beyond any clock tolerance. */
    public static String expired(String tenant, String subject, String... roles) {
        Map<String, Object> claims = claims(tenant, subject, roles);
        claims.put("iat", Instant.now().minus(Duration.ofHours(2)).getEpochSecond());
        claims.put("exp", Instant.now().minus(Duration.ofHours(1)).getEpochSecond());
        return SIGNER.sign(claims);
    }

    public static String wrongAudience(String tenant, String subject, String... roles) {
        Map<String, Object> claims = claims(tenant, subject, roles);
        claims.put("aud", List.of("another-audience"));
        return SIGNER.sign(claims);
    }

    public static String wrongIssuer(String tenant, String subject, String... roles) {
        Map<String, Object> claims = claims(tenant, subject, roles);
        claims.put("iss", "https://elsewhere.example");
        return SIGNER.sign(claims);
    }

    /** Signed by a key the services do not know. */
    public static String wrongKey(String tenant, String subject, String... roles) {
        return TokenSigner.create().sign(claims(tenant, subject, roles));
    }

    /** Algorithm {@code none}: the oldest way to forge a token. */
    public static String unsigned(String tenant, String subject, String... roles) {
        return TokenSigner.encode(Map.of("alg", "none", "typ", "JWT")) + "."
                + TokenSigner.encode(claims(tenant, subject, roles)) + ".";
    }

    /** Valid, but belongs to no tenant. */
    public static String withoutTenant(String subject, String... roles) {
        Map<String, Object> claims = claims("none", subject, roles);
        claims.remove("tenant");
        return SIGNER.sign(claims);
    }

    /** The key that verifies these tokens, as {@code mp.jwt.verify.publickey} takes it. */
    public static String publicKeyPem() {
        return SIGNER.publicKeyPem();
    }

    /** The claims of a good token, to be changed and signed by a {@link TokenSigner}. */
    public static Map<String, Object> claims(String tenant, String subject, String... roles) {
        Instant now = Instant.now();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", ISSUER);
        claims.put("aud", List.of(AUDIENCE));
        claims.put("sub", subject);
        claims.put("upn", subject);
        claims.put("tenant", tenant);
        claims.put("groups", List.of(roles));
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(LIFE).getEpochSecond());
        return claims;
    }

    /** Several class loaders may load this class in one JVM; a system property makes them use one key pair. */
    private static TokenSigner sharedSigner() {
        synchronized (System.getProperties()) {
            String stored = System.getProperty(KEYS);
            if (stored != null) {
                return restore(stored);
            }
            TokenSigner signer = TokenSigner.create();
            Base64.Encoder encoder = Base64.getEncoder();
            System.setProperty(
                    KEYS,
                    encoder.encodeToString(signer.keys().getPublic().getEncoded()) + " "
                            + encoder.encodeToString(signer.keys().getPrivate().getEncoded()));
            return signer;
        }
    }

    private static TokenSigner restore(String stored) {
        try {
            String[] parts = stored.split(" ");
            KeyFactory factory = KeyFactory.getInstance("RSA");
            return new TokenSigner(new KeyPair(
                    factory.generatePublic(
                            new X509EncodedKeySpec(Base64.getDecoder().decode(parts[0]))),
                    factory.generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getDecoder().decode(parts[1])))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
