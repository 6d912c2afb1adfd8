package io.receivables.local.api;

import java.time.Duration;

/** Issues invoices for customers that may be so new that invoicing-service has not heard of them yet. */
public final class Issuing {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Issuing() {}

    /** The first answer that is not about an unknown customer; every try has a key of its own, because refusals are kept by key. */
    public static Answer issue(Api invoicing, Object invoice, String idempotencyKey) {
        long end = System.nanoTime() + LIMIT.toNanos();
        String key = idempotencyKey;
        Answer answer = invoicing.post("/v1/invoices?issue=true", invoice, key);
        for (int attempt = 2; answer.problemCode().equals("customer_unknown") && System.nanoTime() < end; attempt++) {
            pause();
            key = idempotencyKey + "-" + attempt;
            answer = invoicing.post("/v1/invoices?issue=true", invoice, key);
        }
        return answer;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
