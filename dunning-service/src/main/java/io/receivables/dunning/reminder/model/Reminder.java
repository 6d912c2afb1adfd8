package io.receivables.dunning.reminder.model;

import io.receivables.chassis.money.Money;
import io.receivables.dunning.dunningcase.model.DunningCase;
import io.receivables.dunning.policy.model.PolicyLevel;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One reminder of one level of one invoice, with everything the debtor was told.
 *
 * @param attempts how often it was handed to the mail server
 * @param createdAt on the tenant's clock
 */
public record Reminder(
        UUID id,
        UUID caseId,
        UUID invoiceId,
        String invoiceNumber,
        UUID customerId,
        int level,
        String levelName,
        int policyVersion,
        ReminderState state,
        Optional<String> reason,
        Optional<String> recipient,
        Optional<Letter> letter,
        Money open,
        int attempts,
        Instant createdAt,
        Optional<Instant> sentAt) {

    /** The one channel of this release. */
    public static final String CHANNEL = "EMAIL";

    private static final Optional<String> TIME_PASSED = Optional.of("PRE_DUE_TIME_PASSED");

    /** A fresh reminder of a level that was just reached; to whom it goes and what it says is decided when it is sent. */
    public static Reminder planned(UUID id, DunningCase dunned, PolicyLevel level, Instant now) {
        return first(id, dunned, level, ReminderState.PLANNED, Optional.empty(), now);
    }

    /** The record of a notice whose time had passed. */
    public static Reminder skipped(UUID id, DunningCase dunned, PolicyLevel level, Instant now) {
        return first(id, dunned, level, ReminderState.SKIPPED, TIME_PASSED, now);
    }

    private static Reminder first(
            UUID id, DunningCase dunned, PolicyLevel level, ReminderState state, Optional<String> reason, Instant now) {
        return new Reminder(
                id,
                dunned.id(),
                dunned.invoice().invoiceId(),
                dunned.invoice().number(),
                dunned.invoice().customerId(),
                level.level(),
                level.name(),
                dunned.policyVersion(),
                state,
                reason,
                Optional.empty(),
                Optional.empty(),
                dunned.balance().open(),
                0,
                now,
                Optional.empty());
    }

    /** The next attempt, with the text and address of this moment. */
    public Reminder again(Addressee addressee, Letter newLetter, Money newOpen) {
        return addressee.email().isPresent()
                ? with(
                        ReminderState.SENDING,
                        Optional.empty(),
                        addressee.email().map(EmailAddress::value),
                        newLetter,
                        newOpen,
                        attempts + 1)
                : with(
                        ReminderState.NOT_DELIVERABLE,
                        addressee.problem(),
                        Optional.empty(),
                        newLetter,
                        newOpen,
                        attempts);
    }

    /** A notice whose time passed while it waited to be sent. */
    public Reminder passedOver() {
        return in(ReminderState.SKIPPED, TIME_PASSED);
    }

    /** The same reminder in another state that needs no time of sending. */
    public Reminder in(ReminderState newState, Optional<String> newReason) {
        return new Reminder(
                id,
                caseId,
                invoiceId,
                invoiceNumber,
                customerId,
                level,
                levelName,
                policyVersion,
                newState,
                newReason,
                recipient,
                letter,
                open,
                attempts,
                createdAt,
                Optional.empty());
    }

    /** The mail server took it. */
    public Reminder sent(Instant now) {
        return new Reminder(
                id,
                caseId,
                invoiceId,
                invoiceNumber,
                customerId,
                level,
                levelName,
                policyVersion,
                ReminderState.SENT,
                Optional.empty(),
                recipient,
                letter,
                open,
                attempts,
                createdAt,
                Optional.of(now));
    }

    private Reminder with(
            ReminderState newState,
            Optional<String> newReason,
            Optional<String> newRecipient,
            Letter newLetter,
            Money newOpen,
            int newAttempts) {
        return new Reminder(
                id,
                caseId,
                invoiceId,
                invoiceNumber,
                customerId,
                level,
                levelName,
                policyVersion,
                newState,
                newReason,
                newRecipient,
                Optional.of(newLetter),
                newOpen,
                newAttempts,
                createdAt,
                Optional.empty());
    }

    /** The same for every attempt, so that mailboxes and logs recognise a repeated delivery. */
    public String messageId(String domain) {
        return "<reminder." + id + "@" + domain + ">";
    }
}
