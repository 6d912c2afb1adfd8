package io.receivables.dunning.dunningcase.rest;

import io.receivables.chassis.money.Money;
import io.receivables.dunning.dunningcase.model.CaseState;
import io.receivables.dunning.dunningcase.model.CloseReason;
import io.receivables.dunning.dunningcase.model.DunningCase;
import io.receivables.dunning.dunningcase.model.NextAction;
import io.receivables.dunning.dunningcase.store.StoredCase;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A dunning case as the API shows it. */
@Schema(
        name = "Case",
        examples =
                """
                {"id":"019a0819-6b70-7f97-8e50-9cbf8fd3be01","invoiceId":"0199c5d4-1e20-7b42-9a10-5d6c3b8e7f01",
                 "invoiceNumber":"INV-2025-000042","customerId":"0199a1c2-7d10-7a31-8f00-3c5b2a9d4e11",
                 "state":"OVERDUE","level":2,"dueDate":"2025-05-01","timeZone":"Europe/Zagreb",
                 "total":{"amount":"1302.50","currency":"EUR"},"open":{"amount":"740.00","currency":"EUR"},
                 "openItemVersion":3,"policyVersion":1,"lastReminderOn":"2025-05-04",
                 "nextAction":{"kind":"SEND_REMINDER","level":3,"on":"2025-05-15","at":"2025-05-14T22:00:00Z"},
                 "openedAt":"2025-04-01T09:00:00Z","changedAt":"2025-05-04T06:00:02Z"}""")
public record CaseResponse(
        UUID id,
        UUID invoiceId,
        String invoiceNumber,
        UUID customerId,
        CaseState state,
        Optional<CloseReason> closeReason,
        @Schema(description = "Highest level reached; 0 for none.") int level,
        LocalDate dueDate,
        String timeZone,
        Money total,
        Money open,
        @Schema(description = "Version of the open item that the open amount was taken from.") long openItemVersion,
        int policyVersion,
        Optional<LocalDate> lastReminderOn,
        @Schema(description = "Exactly one for every open case; absent on a closed one.") Optional<Next> nextAction,
        Instant openedAt,
        Instant changedAt) {

    /** What happens next. */
    @Schema(name = "NextAction")
    public record Next(NextAction.Kind kind, Optional<Integer> level, LocalDate on, Instant at) {}

    static CaseResponse of(StoredCase stored) {
        DunningCase dunned = stored.dunned();
        return new CaseResponse(
                dunned.id(),
                dunned.invoice().invoiceId(),
                dunned.invoice().number(),
                dunned.invoice().customerId(),
                dunned.state(),
                dunned.closeReason(),
                dunned.progress().level(),
                dunned.invoice().dueDate(),
                dunned.invoice().zone().getId(),
                dunned.invoice().total(),
                dunned.balance().open(),
                dunned.balance().version(),
                dunned.policyVersion(),
                dunned.progress().lastReminderOn(),
                dunned.next().map(CaseResponse::next),
                stored.openedAt(),
                stored.changedAt());
    }

    private static Next next(NextAction action) {
        return new Next(
                action.kind(),
                action.level() == 0 ? Optional.empty() : Optional.of(action.level()),
                action.on(),
                action.at());
    }
}
