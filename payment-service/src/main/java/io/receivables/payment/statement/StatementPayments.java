package io.receivables.payment.statement;

import io.receivables.chassis.id.Ids;
import io.receivables.chassis.tx.PgTx;
import io.receivables.payment.events.PaymentMethod;
import io.receivables.payment.events.PaymentSource;
import io.receivables.payment.payer.PayerDirectory;
import io.receivables.payment.payment.model.Payment;
import io.receivables.payment.payment.model.PaymentBalance;
import io.receivables.payment.payment.model.PaymentDetails;
import io.receivables.payment.payment.model.PaymentDetails.StatementOrigin;
import io.receivables.payment.statement.model.StatementEntry;
import io.receivables.payment.statement.store.BankTransactionRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes payments of those entries of a statement that are kept as money of a debtor. */
@ApplicationScoped
public class StatementPayments {
    private final BankTransactionRepository transactions;
    private final PayerDirectory payers;

    StatementPayments(BankTransactionRepository transactions, PayerDirectory payers) {
        this.transactions = transactions;
        this.payers = payers;
    }

    /** An entry and the bank transaction that keeps it. */
    private record Kept(UUID transactionId, StatementEntry entry) {}

    /** The payments of entries that follow each other in a statement, in their order; nothing is stored of them yet. */
    Uni<List<Payment>> of(PgTx tx, UUID statementId, int firstLine, List<StatementEntry> entries) {
        return transactions
                .paymentsBetween(tx, statementId, firstLine, firstLine + entries.size() - 1)
                .chain(ids -> {
                    var kept = kept(ids, firstLine, entries);
                    return payers.customersOf(tx, ibans(kept)).map(customers -> kept.stream()
                            .flatMap(one -> one.entry().payments().stream()
                                    .map(part -> payment(tx, statementId, one, part, customers)))
                            .toList());
                });
    }

    private static List<Kept> kept(Map<Integer, UUID> ids, int firstLine, List<StatementEntry> entries) {
        var kept = new ArrayList<Kept>();
        for (int i = 0; i < entries.size(); i++) {
            var id = ids.get(firstLine + i);
            if (id != null) {
                kept.add(new Kept(id, entries.get(i)));
            }
        }
        return kept;
    }

    private static HashSet<String> ibans(List<Kept> kept) {
        var ibans = new HashSet<String>();
        kept.forEach(one -> one.entry()
                .payments()
                .forEach(part -> part.detail().counterpartyIban().ifPresent(ibans::add)));
        return ibans;
    }

    private static Payment payment(
            PgTx tx, UUID statementId, Kept kept, StatementEntry.Part part, Map<String, UUID> customers) {
        var detail = part.detail();
        var details = new PaymentDetails(
                PaymentMethod.BANK_TRANSFER,
                PaymentSource.STATEMENT,
                kept.entry().bookingDate(),
                kept.entry().valueDate(),
                detail.counterpartyName(),
                detail.counterpartyIban(),
                detail.structuredReference(),
                detail.remittanceInformation(),
                detail.endToEndId(),
                Optional.empty(),
                Optional.of(new StatementOrigin(
                        statementId, kept.transactionId(), kept.entry().reference())));
        return new Payment(
                Ids.next(),
                details,
                PaymentBalance.received(part.amount()),
                detail.counterpartyIban().map(customers::get),
                Optional.empty(),
                "",
                tx.cause().actor(),
                tx.now(),
                1);
    }
}
