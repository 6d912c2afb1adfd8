package io.receivables.chassis.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.receivables.testkit.TokenSigner;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RememberedTokensTest {
    private static final String ISSUER = "https://issuer.example";
    private static final TokenSigner OLD = TokenSigner.create();
    private static final TokenSigner NEW = TokenSigner.create();

    private Instant now = Instant.now();
    private long later;
    private final Verification verification = new Verification();
    private final RememberedTokens tokens = new RememberedTokens(verification, () -> now, () -> later);

    /** The real one, counted. */
    private static final class Verification extends JWTCallerPrincipalFactory {
        private final JWTCallerPrincipalFactory real = new DefaultJWTCallerPrincipalFactory();
        private int verified;

        @Override
        public JWTCallerPrincipal parse(String token, JWTAuthContextInfo rules) throws ParseException {
            verified++;
            return real.parse(token, rules);
        }
    }

    @Test
    void aTokenIsVerifiedOnceAMinute() throws ParseException {
        String token = token(OLD, "anna", Duration.ofHours(1));

        assertThat(tokens.parse(token, trusting(OLD)).getName()).isEqualTo("anna");
        pass(RememberedTokens.REMEMBERED.minusMillis(1));
        assertThat(tokens.parse(token, trusting(OLD)).getGroups()).containsExactly("finance");
        assertThat(verification.verified).isEqualTo(1);

        pass(Duration.ofMillis(2));
        assertThat(tokens.parse(token, trusting(OLD)).getName()).isEqualTo("anna");
        assertThat(verification.verified).isEqualTo(2);
    }

    @Test
    void eachTokenIsItsOwnCaller() throws ParseException {
        String anna = token(OLD, "anna", Duration.ofHours(1));
        String ben = token(OLD, "ben", Duration.ofHours(1));

        assertThat(tokens.parse(anna, trusting(OLD)).getName()).isEqualTo("anna");
        assertThat(tokens.parse(ben, trusting(OLD)).getName()).isEqualTo("ben");
        assertThat(tokens.parse(anna, trusting(OLD)).getName()).isEqualTo("anna");
    }

    @Test
    void aTokenIsForgottenWhenItExpires() throws ParseException {
        String token = token(OLD, "anna", Duration.ofSeconds(20));

        tokens.parse(token, trusting(OLD));
        pass(Duration.ofSeconds(21));
        tokens.parse(token, trusting(OLD));

        assertThat(verification.verified).isEqualTo(2);
    }

    @Test
    void aTokenThatHasExpiredByTheClockIsVerifiedAgainHoweverLongItIsRemembered() throws ParseException {
        String token = token(OLD, "anna", Duration.ofHours(1));

        tokens.parse(token, trusting(OLD));
        now = now.plus(Duration.ofHours(1));
        tokens.parse(token, trusting(OLD));

        assertThat(verification.verified).isEqualTo(2);
    }

    @Test
    void aKeyThatIsNoLongerTrustedIsHeededAMinuteLater() throws ParseException {
        String token = token(OLD, "anna", Duration.ofHours(1));

        tokens.parse(token, trusting(OLD));
        pass(RememberedTokens.REMEMBERED);

        assertThatThrownBy(() -> tokens.parse(token, trusting(NEW))).isInstanceOf(ParseException.class);
    }

    @Test
    void whatIsRefusedIsNeverRemembered() {
        String expired = token(OLD, "anna", Duration.ofHours(-1));
        String forged = token(NEW, "anna", Duration.ofHours(1));
        String good = token(OLD, "anna", Duration.ofHours(1));
        String altered = good.substring(0, good.length() - 4) + "AAAA";

        for (String token : List.of(expired, forged, altered, expired, forged, altered)) {
            assertThatThrownBy(() -> tokens.parse(token, trusting(OLD))).isInstanceOf(ParseException.class);
        }
        assertThat(verification.verified).isEqualTo(6);
    }

    private void pass(Duration time) {
        later += time.toNanos();
    }

    private String token(TokenSigner signer, String subject, Duration valid) {
        return signer.sign(Map.of(
                "iss", ISSUER,
                "sub", subject,
                "groups", List.of("finance"),
                "iat", now.minusSeconds(7_200).getEpochSecond(),
                "exp", now.plus(valid).getEpochSecond()));
    }

    private static JWTAuthContextInfo trusting(TokenSigner signer) {
        return new JWTAuthContextInfo((RSAPublicKey) signer.keys().getPublic(), ISSUER);
    }
}
