package io.receivables.dunning.dunningcase.model;

/** Where the invoice stands towards its due date; how far it was dunned is the case's level. */
public enum CaseState {
    NOT_DUE,
    DUE,
    OVERDUE,
    CLOSED
}
