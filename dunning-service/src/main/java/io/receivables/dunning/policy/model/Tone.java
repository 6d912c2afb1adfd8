package io.receivables.dunning.policy.model;

/** How firmly a level speaks; each tone has one text per language. */
public enum Tone {
    PRE_DUE,
    FRIENDLY,
    SECOND,
    FINAL
}
