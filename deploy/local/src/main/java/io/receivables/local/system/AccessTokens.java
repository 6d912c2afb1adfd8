package io.receivables.local.system;

import io.receivables.local.LocalFailure;
import io.receivables.testkit.TokenSigner;
import io.receivables.testkit.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Issues the bearer tokens of the local system with a key pair of its own, which stays the same as long as the data is kept. */
public final class AccessTokens {

    /** Every role a caller can have. */
    public static final List<String> ROLES =
            List.of("finance", "sales", "delivery", "collector", "manager", "analyst", "admin");

    private static final Duration LIFE = Duration.ofDays(30);

    private final TokenSigner signer;
    private final Path publicKey;

    private AccessTokens(TokenSigner signer, Path publicKey) {
        this.signer = signer;
        this.publicKey = publicKey;
    }

    static AccessTokens in(Path folder) {
        Path privateFile = folder.resolve("private.der");
        Path publicFile = folder.resolve("public.der");
        Path pem = folder.resolve("public.pem");
        try {
            Files.createDirectories(folder);
            if (!Files.exists(pem)) {
                TokenSigner created = TokenSigner.create();
                Files.write(privateFile, created.keys().getPrivate().getEncoded());
                Files.write(publicFile, created.keys().getPublic().getEncoded());
                Files.writeString(pem, created.publicKeyPem());
            }
            KeyFactory rsa = KeyFactory.getInstance("RSA");
            KeyPair keys = new KeyPair(
                    rsa.generatePublic(new X509EncodedKeySpec(Files.readAllBytes(publicFile))),
                    rsa.generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(privateFile))));
            return new AccessTokens(new TokenSigner(keys), pem);
        } catch (IOException | GeneralSecurityException e) {
            throw new LocalFailure("The key pair in " + folder + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** Where the services find the key that verifies the tokens. */
    Path publicKey() {
        return publicKey;
    }

    public String token(String tenant, String subject, String... roles) {
        Map<String, Object> claims = Tokens.claims(tenant, subject, roles);
        claims.put("exp", Instant.now().plus(LIFE).getEpochSecond());
        return sign(claims);
    }

    /** A token with exactly these claims, also such that no service may accept. */
    public String sign(Map<String, Object> claims) {
        return signer.sign(claims);
    }
}
