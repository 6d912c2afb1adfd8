package io.receivables.torture;

import java.util.List;

/**
 * One broken promise.
 *
 * @param aggregate the invoice, payment, key or file that shows it
 * @param events what is known of its events, oldest first
 */
public record Finding(String aggregate, String detail, List<String> events) {

    public static Finding of(String aggregate, String detail) {
        return new Finding(aggregate, detail, List.of());
    }
}
