package io.receivables.payment.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of payment-service. */
@ConfigMapping(prefix = "receivables.payment")
public interface PaymentConfig {
    Statement statement();

    /** Settings of statement imports. */
    interface Statement {
        /** Largest statement file in bytes; the HTTP limit is to be at least as high. */
        @WithDefault("134217728")
        long maxBytes();
    }
}
