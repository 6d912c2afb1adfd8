package io.receivables.chassis.idempotency;

import io.receivables.chassis.tx.Cause;

/**
 * One of several commands that are done in one transaction.
 *
 * @param content what is to be done
 * @param cause on whose behalf, for events and the audit trail
 */
public record Submission<T>(T content, Cause cause) {}
