package io.receivables.local.retail;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** A sale or a cancellation of the file: all rows with one number. */
record RetailDocument(String number, LocalDate date, String customer, String country, List<Row> rows) {

    /** One row: a stock item with its quantity (negative on a cancellation) and price without VAT in pounds. */
    record Row(String stockCode, String description, BigDecimal quantity, BigDecimal unitPrice) {}

    boolean isCancellation() {
        return number.startsWith("C");
    }

    /** Sales without a customer number go to one collective customer per country. */
    String customerKey() {
        return customer.isEmpty()
                ? "UCI-GUESTS-" + country.toUpperCase(Locale.ROOT).replace(' ', '-')
                : "UCI-" + customer;
    }
}
