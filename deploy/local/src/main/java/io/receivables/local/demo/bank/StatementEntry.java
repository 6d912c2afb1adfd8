package io.receivables.local.demo.bank;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/** One entry of a bank statement as the demo's bank knows it. */
public record StatementEntry(
        String reference,
        LocalDate date,
        BigDecimal amount,
        Direction direction,
        Optional<String> payerName,
        Optional<String> payerIban,
        Optional<String> endToEndId,
        Remittance remittance) {

    /** Money in, the same money returned to the payer's bank, or the bank's own fee. */
    public enum Direction {
        RECEIVED,
        RETURNED,
        FEE
    }

    BigDecimal signed() {
        return direction == Direction.RECEIVED ? amount : amount.negate();
    }
}
