package io.receivables.payment.events;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * A bank statement was read.
 *
 * @param balanced whether opening balance + entries = closing balance; false also where a balance is missing
 * @param difference closing balance less what it should be; zero where a balance is missing
 * @param fileHash SHA-256 of the file, hexadecimal
 */
public record StatementImported(
        UUID statementId,
        Optional<String> accountIban,
        String currency,
        Optional<String> statementNumber,
        Optional<LocalDate> fromDate,
        Optional<LocalDate> toDate,
        Optional<BigDecimal> openingBalance,
        Optional<BigDecimal> closingBalance,
        int entryCount,
        BigDecimal creditTotal,
        BigDecimal debitTotal,
        boolean balanced,
        BigDecimal difference,
        int paymentCount,
        String fileHash)
        implements PaymentEvent {}
