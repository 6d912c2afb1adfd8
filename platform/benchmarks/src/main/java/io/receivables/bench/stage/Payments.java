package io.receivables.bench.stage;

import io.receivables.bench.load.Requests;
import java.util.List;
import java.util.UUID;

/** Payments of a few cents that name the invoice they are for, so that hardly any invoice is ever settled. */
public final class Payments {
    private static final int HIGHEST_CENTS = 9;

    private Payments() {}

    /** Payments for any of these invoices. */
    public static Requests forAny(List<String> invoices, String token) {
        return random -> {
            String invoice = invoices.get(random.nextInt(invoices.size()));
            return request(invoice, random.nextInt(1, HIGHEST_CENTS + 1), token);
        };
    }

    /** @param cents less than ten */
    public static byte[] request(String invoice, int cents, String token) {
        String id = UUID.randomUUID().toString();
        String amount = "{\"amount\":\"0.0" + cents + "\",\"currency\":\"EUR\"}";
        return Requests.post(
                "/v1/payments",
                token,
                id,
                "{\"method\":\"BANK_TRANSFER\",\"amount\":" + amount + ",\"externalId\":\"" + id
                        + "\",\"allocations\":[{\"invoiceId\":\"" + invoice + "\",\"amount\":" + amount + "}]}");
    }
}
