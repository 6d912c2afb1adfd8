package io.receivables.dunning.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the service; all have defaults. */
@ConfigMapping(prefix = "dunning")
public interface DunningConfig {

    /** Domain part of the Message-ID of reminders. */
    @WithDefault("reminders.receivables.local")
    String messageIdDomain();

    /** The job that plans and sends the reminders of due cases. */
    Sweep sweep();

    /** The handing over of reminders to the mail server. */
    Delivery delivery();

    /** Settings of the job. */
    interface Sweep {

        /** Pause between two runs; a moved sandbox clock starts one at once. */
        @WithDefault("1s")
        Duration every();

        /** Most cases whose reminders are planned in one transaction. */
        @WithDefault("2000")
        int planSize();

        /** Most reminders claimed for sending in one transaction; also the most that a crash leaves unconfirmed. */
        @WithDefault("100")
        int batchSize();
    }

    /** Settings of the delivery. */
    interface Delivery {

        /** Mails under way at once; the mailer's pool must be at least as large. */
        @WithDefault("20")
        int parallelism();

        /** Longest wait for the mail server's answer to one mail. */
        @WithDefault("30s")
        Duration timeout();

        /** A mail that has not begun so long after payments were looked at is decided on anew. */
        @WithDefault("1m")
        Duration startWithin();

        /** Pause after the first failed attempt; each further one doubles it. */
        @WithDefault("5s")
        Duration firstPause();

        /** Longest pause between two attempts. */
        @WithDefault("15m")
        Duration longestPause();

        /** Attempts before a reminder counts as not deliverable; with the default pauses about three days. */
        @WithDefault("300")
        int attempts();

        /** After this time without a known outcome a reminder is unconfirmed; longer than the timeout. */
        @WithDefault("5m")
        Duration unconfirmedAfter();
    }
}
