package io.receivables.chassis.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.receivables.chassis.time.SystemClock;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Remembers for a minute what a verified token says, so that the signature is not checked again with every call of the same caller: that was
 * a sixth of the processor time of a call that reads. A token is forgotten when it expires; one that is refused is never remembered. So a
 * key that the service no longer trusts is heeded a minute later at most.
 */
@Singleton
@Alternative
@Priority(1)
public class RememberedTokens extends JWTCallerPrincipalFactory {
    static final Duration REMEMBERED = Duration.ofMinutes(1);
    /** Some kilobytes each. */
    private static final int MOST = 2_000;

    private final JWTCallerPrincipalFactory verification;
    private final Supplier<Instant> now;
    private final Cache<String, JWTCallerPrincipal> verified;

    @Inject
    RememberedTokens(SystemClock clock) {
        this(new DefaultJWTCallerPrincipalFactory(), clock::now, Ticker.systemTicker());
    }

    RememberedTokens(JWTCallerPrincipalFactory verification, Supplier<Instant> now, Ticker ticker) {
        this.verification = verification;
        this.now = now;
        this.verified = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfter(Expiry.<String, JWTCallerPrincipal>creating(
                        (token, principal) -> remembered(now.get(), principal)))
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    private static Duration remembered(Instant now, JWTCallerPrincipal principal) {
        Duration left = Duration.between(now, Instant.ofEpochSecond(principal.getExpirationTime()));
        return left.compareTo(REMEMBERED) < 0 ? left : REMEMBERED;
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo rules) throws ParseException {
        JWTCallerPrincipal known = verified.getIfPresent(token);
        if (known != null && known.getExpirationTime() > now.get().getEpochSecond()) {
            return known;
        }
        JWTCallerPrincipal principal = verification.parse(token, rules);
        verified.put(token, principal);
        return principal;
    }
}
