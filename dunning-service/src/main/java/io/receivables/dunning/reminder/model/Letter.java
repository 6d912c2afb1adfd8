package io.receivables.dunning.reminder.model;

/** What a debtor reads. */
public record Letter(Language language, String subject, String body) {}
