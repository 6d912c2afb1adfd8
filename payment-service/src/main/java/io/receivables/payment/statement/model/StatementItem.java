package io.receivables.payment.statement.model;

/** What a statement file is made of, in the order in which it is read: header, entries, end; then the next statement. */
public sealed interface StatementItem permits StatementHeader, StatementEntry, StatementEnd {}
