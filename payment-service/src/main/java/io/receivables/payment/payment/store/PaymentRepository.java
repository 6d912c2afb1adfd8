package io.receivables.payment.payment.store;

import io.receivables.chassis.tx.PgTx;
import io.receivables.payment.payment.model.Payment;
import io.receivables.payment.payment.model.PaymentDetails;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Sole writer of payments. */
@ApplicationScoped
public class PaymentRepository {
    private static final String INSERT =
            """
            insert into payments (tenant_id, payment_id, method, source, currency, amount, allocated_amount,
                                  unapplied_amount, booking_date, value_date, customer_id, payer_name, payer_iban, structured_reference,
                                  remittance_information, end_to_end_id, external_id, statement_id, bank_transaction_id,
                                  entry_reference, explanation, recorded_by, recorded_at, version)
            select $1, n.id, n.method, n.source, n.currency, n.amount, n.amount - n.unapplied, n.unapplied, n.booking_date,
                   n.value_date, n.customer_id,
                   n.payer_name, n.payer_iban, n.structured_reference, n.remittance, n.end_to_end_id, n.external_id,
                   n.statement_id, n.transaction_id, n.entry_reference, n.explanation, n.recorded_by, n.recorded_at, n.version
              from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::numeric[], $7::date[], $8::date[], $9::uuid[],
                          $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::uuid[],
                          $17::uuid[], $18::text[], $19::text[], $20::text[], $21::timestamptz[], $22::numeric[], $23::bigint[])
                as n (id, method, source, currency, amount, booking_date, value_date, customer_id, payer_name, payer_iban,
                      structured_reference, remittance, end_to_end_id, external_id, statement_id, transaction_id,
                      entry_reference, explanation, recorded_by, recorded_at, unapplied, version)
             order by n.method, n.external_id
            on conflict (tenant_id, method, external_id) where external_id is not null do nothing""";

    private static final String KNOWN =
            """
            select w.n from unnest($2::int[], $3::text[], $4::text[]) as w (n, method, external_id)
              join lateral (select 1 from payments
                             where tenant_id = $1 and method = w.method and external_id = w.external_id limit 1) p on true""";

    private static final String UPDATE =
            """
            update payments p
               set allocated_amount = c.allocated, unapplied_amount = c.unapplied, reversed_amount = c.reversed,
                   customer_id = c.customer_id, released_on = c.released_on, explanation = c.explanation,
                   version = c.version
              from unnest($2::uuid[], $3::numeric[], $4::numeric[], $5::numeric[], $6::uuid[], $7::date[], $8::text[],
                          $9::bigint[], $10::bigint[])
                   as c (payment_id, allocated, unapplied, reversed, customer_id, released_on, explanation, version,
                         expected)
             where p.tenant_id = $1 and p.payment_id = c.payment_id and p.version = c.expected""";

    private static final String LOCK = "select " + PaymentRows.COLUMNS
            + " from payments p where p.tenant_id = $1 and p.payment_id = any($2::uuid[]) order by p.payment_id for update";

    private static final String FIND =
            "select " + PaymentRows.COLUMNS + " from payments p where p.tenant_id = $1 and p.payment_id = $2";

    /** A payment before and after one transaction's changes. */
    public record Change(Payment before, Payment after) {}

    /**
     * Inserts new payments, with what is already allocated of them; gives the number written, which is lower when an
     * external id is known already.
     */
    public Uni<Integer> insert(PgTx tx, List<Payment> payments) {
        return tx.execute(
                INSERT,
                tx.tenant(),
                column(payments, UUID[]::new, Payment::paymentId),
                column(payments, String[]::new, p -> p.details().method().name()),
                column(payments, String[]::new, p -> p.details().source().name()),
                column(payments, String[]::new, p -> p.currency().getCurrencyCode()),
                column(payments, BigDecimal[]::new, p -> p.balance().amount().amount()),
                column(payments, LocalDate[]::new, p -> p.details().bookingDate()),
                column(payments, LocalDate[]::new, p -> p.details().valueDate()),
                column(payments, UUID[]::new, p -> p.customerId().orElse(null)),
                optional(payments, p -> p.details().payerName()),
                optional(payments, p -> p.details().payerIban()),
                optional(payments, p -> p.details().structuredReference()),
                optional(payments, p -> p.details().remittanceInformation()),
                optional(payments, p -> p.details().endToEndId()),
                optional(payments, p -> p.details().externalId()),
                column(
                        payments,
                        UUID[]::new,
                        p -> p.details().origin().map(o -> o.statementId()).orElse(null)),
                column(payments, UUID[]::new, p -> p.details()
                        .origin()
                        .map(o -> o.bankTransactionId())
                        .orElse(null)),
                optional(payments, p -> p.details().origin().flatMap(o -> o.entryReference())),
                column(payments, String[]::new, Payment::explanation),
                column(payments, String[]::new, Payment::recordedBy),
                column(payments, OffsetDateTime[]::new, p -> p.recordedAt().atOffset(ZoneOffset.UTC)),
                column(payments, BigDecimal[]::new, p -> p.balance().unapplied().amount()),
                column(payments, Long[]::new, Payment::version));
    }

    /** Places in the list of those whose external id is recorded already. */
    public Uni<Set<Integer>> known(PgTx tx, List<PaymentDetails> details) {
        return tx.query(
                        KNOWN,
                        tx.tenant(),
                        IntStream.range(0, details.size()).boxed().toArray(Integer[]::new),
                        details.stream().map(d -> d.method().name()).toArray(String[]::new),
                        details.stream().map(d -> d.externalId().orElse(null)).toArray(String[]::new))
                .map(rows -> {
                    var known = new HashSet<Integer>();
                    rows.forEach(row -> known.add(row.getInteger(0)));
                    return known;
                });
    }

    /** Writes changed payments; a version that is not the one read is refused, and the balance is a constraint. */
    public Uni<Void> save(PgTx tx, List<Change> changes) {
        if (changes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var after = changes.stream().map(Change::after).toList();
        return tx.execute(
                        UPDATE,
                        tx.tenant(),
                        column(after, UUID[]::new, Payment::paymentId),
                        column(after, BigDecimal[]::new, p -> p.balance()
                                .allocated()
                                .amount()),
                        column(after, BigDecimal[]::new, p -> p.balance()
                                .unapplied()
                                .amount()),
                        column(after, BigDecimal[]::new, p -> p.balance()
                                .reversed()
                                .amount()),
                        column(after, UUID[]::new, p -> p.customerId().orElse(null)),
                        column(after, LocalDate[]::new, p -> p.releasedOn().orElse(null)),
                        column(after, String[]::new, Payment::explanation),
                        column(after, Long[]::new, Payment::version),
                        changes.stream().map(c -> c.before().version()).toArray(Long[]::new))
                .invoke(written -> {
                    if (written != changes.size()) {
                        throw new IllegalStateException(
                                "Only " + written + " of " + changes.size() + " payments could be changed");
                    }
                })
                .replaceWithVoid();
    }

    /** Locks payments in the order of their ids. */
    public Uni<List<Payment>> lock(PgTx tx, Collection<UUID> paymentIds) {
        return paymentIds.isEmpty()
                ? Uni.createFrom().item(List.of())
                : tx.query(LOCK, tx.tenant(), paymentIds.toArray(UUID[]::new)).map(PaymentRows::payments);
    }

    public Uni<Optional<Payment>> find(PgTx tx, UUID paymentId) {
        return tx.query(FIND, tx.tenant(), paymentId)
                .map(rows -> PaymentRows.payments(rows).stream().findFirst());
    }

    private static String[] optional(List<Payment> payments, Function<Payment, Optional<String>> value) {
        return column(payments, String[]::new, p -> value.apply(p).orElse(null));
    }

    private static <T> T[] column(
            List<Payment> payments, java.util.function.IntFunction<T[]> array, Function<Payment, T> value) {
        return payments.stream().map(value).toArray(array);
    }
}
