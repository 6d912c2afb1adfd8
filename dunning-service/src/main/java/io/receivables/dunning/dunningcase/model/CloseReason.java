package io.receivables.dunning.dunningcase.model;

/** Why nothing is owed any more. */
public enum CloseReason {
    PAID,
    CREDITED
}
