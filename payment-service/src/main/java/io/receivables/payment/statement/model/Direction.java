package io.receivables.payment.statement.model;

/** Whether money came to the account or left it. */
public enum Direction {
    CREDIT,
    DEBIT
}
