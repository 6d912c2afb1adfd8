package io.receivables.payment.payment;

import io.receivables.chassis.audit.Audit;
import io.receivables.chassis.tx.Cause;
import io.receivables.chassis.tx.PgTx;
import io.receivables.payment.openitem.model.OpenItem;
import io.receivables.payment.payment.AllocationBooking.Touched;
import io.receivables.payment.payment.model.Payment;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Puts what people do with money into the audit trail: the payment and every open item it touched, before and after. */
@ApplicationScoped
public class PaymentAudit {
    /** Entity names under which the audit trail is asked. */
    public static final String PAYMENT = "payment";

    public static final String OPEN_ITEM = "open-item";
    public static final String STATEMENT_IMPORT = "statement-import";

    private final Audit audit;

    PaymentAudit(Audit audit) {
        this.audit = audit;
    }

    /** What of a payment can change. */
    public record PaymentState(
            String status,
            String currency,
            BigDecimal amount,
            BigDecimal allocated,
            BigDecimal unapplied,
            BigDecimal reversed,
            Optional<UUID> customerId,
            String explanation,
            long version) {
        static PaymentState of(Payment payment) {
            var balance = payment.balance();
            return new PaymentState(
                    payment.status().name(),
                    payment.currency().getCurrencyCode(),
                    balance.amount().amount(),
                    balance.allocated().amount(),
                    balance.unapplied().amount(),
                    balance.reversed().amount(),
                    payment.customerId(),
                    payment.explanation(),
                    payment.version());
        }
    }

    /** What of an open item can change. */
    public record OpenItemState(
            String invoiceNumber,
            String status,
            String currency,
            BigDecimal credited,
            BigDecimal allocated,
            BigDecimal open,
            long version) {
        static OpenItemState of(OpenItem item) {
            return new OpenItemState(
                    item.invoiceNumber(),
                    item.status().name(),
                    item.currency().getCurrencyCode(),
                    item.credited().amount(),
                    item.allocated().amount(),
                    item.open().amount(),
                    item.version());
        }
    }

    Uni<Void> payment(PgTx tx, String action, String reason, Optional<Payment> before, Payment after) {
        return audit.append(
                tx,
                PAYMENT,
                after.paymentId(),
                action,
                given(reason),
                before.map(PaymentState::of).orElse(null),
                PaymentState.of(after));
    }

    /** Payments that were recorded, and what each did to the items it was allocated to. */
    Uni<Void> recorded(PgTx tx, List<Recorded> recorded, List<Touched> touched) {
        var entries = new ArrayList<Audit.Entry>();
        var of = touched.stream().collect(Collectors.groupingBy(Touched::paymentId));
        for (var one : recorded) {
            var payment = one.payment();
            entries.add(one.entry(
                    PAYMENT,
                    new Audit.Change(payment.paymentId(), Optional.empty(), Optional.of(PaymentState.of(payment)))));
            of.getOrDefault(payment.paymentId(), List.of())
                    .forEach(item -> entries.add(one.entry(OPEN_ITEM, change(item))));
        }
        return audit.appendAll(tx, entries);
    }

    /** A payment that was just recorded, on whose behalf and why. */
    record Recorded(Cause cause, Optional<String> reason, Payment payment) {
        private Audit.Entry entry(String entity, Audit.Change change) {
            return new Audit.Entry(cause, entity, "RECORD", reason.filter(given -> !given.isBlank()), change);
        }
    }

    Uni<Void> openItems(PgTx tx, String action, String reason, List<Touched> touched) {
        return audit.appendAll(
                tx,
                touched.stream()
                        .map(item -> new Audit.Entry(
                                tx.cause(), OPEN_ITEM, action, Optional.ofNullable(given(reason)), change(item)))
                        .toList());
    }

    private static Audit.Change change(Touched item) {
        return new Audit.Change(
                item.after().invoiceId(),
                Optional.of(OpenItemState.of(item.before())),
                Optional.of(OpenItemState.of(item.after())));
    }

    /** The audit trail leaves out a reason that nobody gave. */
    private static String given(String reason) {
        return reason.isBlank() ? null : reason;
    }

    /** Notes the import of a statement file; its entries are kept as they are in the bank transactions. */
    public Uni<Void> statementImport(PgTx tx, UUID importId, String fileHash, int statements, int entries) {
        return audit.append(
                tx,
                STATEMENT_IMPORT,
                importId,
                "IMPORT",
                "statement file",
                null,
                Map.of("fileHash", fileHash, "statements", statements, "entries", entries));
    }
}
