package io.receivables.bench.stage;

import io.receivables.bench.load.Requests;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** Invoices of three lines with amounts drawn at random. */
public final class Invoices {

    private static final int LINES = 3;
    private static final int HIGHEST_CENTS = 90_000;

    private Invoices() {}

    /** Requests that draft and issue one in one call, for any customer and in any series of the tenant. */
    public static Requests issuing(Stage stage) {
        return issuing(stage, stage.sellers(), stage.customers());
    }

    /** The same for these only. */
    public static Requests issuing(Stage stage, List<String> sellers, List<String> customers) {
        return random -> Requests.post(
                "/v1/invoices?issue=true",
                stage.token(),
                UUID.randomUUID().toString(),
                json(
                        sellers.get(random.nextInt(sellers.size())),
                        customers.get(random.nextInt(customers.size())),
                        random));
    }

    public static String json(String sellerId, String customerId, SplittableRandom random) {
        StringBuilder json = new StringBuilder(600)
                .append("{\"sellerId\":\"")
                .append(sellerId)
                .append("\",\"customerId\":\"")
                .append(customerId)
                .append("\",\"currency\":\"EUR\",\"lines\":[");
        for (int line = 1; line <= LINES; line++) {
            int cents = random.nextInt(100, HIGHEST_CENTS);
            json.append(line == 1 ? "" : ",")
                    .append("{\"description\":\"service line ")
                    .append(line)
                    .append("\",\"quantity\":\"1\",\"unitCode\":\"C62\",\"unitPrice\":\"")
                    .append(cents / 100)
                    .append('.')
                    .append(cents / 10 % 10)
                    .append(cents % 10)
                    .append("\",\"vatCategory\":\"S\",\"vatRate\":\"27\"}");
        }
        return json.append("]}").toString();
    }
}
