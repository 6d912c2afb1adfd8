package io.receivables.payment.statement.camt;

import io.receivables.chassis.money.Money;
import io.receivables.chassis.problem.Problem;
import io.receivables.payment.PaymentProblem;
import io.receivables.payment.statement.model.EntryDetail;
import io.receivables.payment.statement.model.Fingerprint;
import io.receivables.payment.statement.model.StatementHeader;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Gathers what a statement says about itself until its first entry comes. */
final class StatementHead {
    private static final int MAX_ACCOUNT = 70;
    private static final LocalDate UNKNOWN_DATE = LocalDate.of(1970, 1, 1);

    private String id = "";
    private String electronicNumber = "";
    private String legalNumber = "";
    private String created;
    private String page = "";
    private String account = "";
    private Optional<LocalDate> from = Optional.empty();
    private Optional<LocalDate> to = Optional.empty();
    private Optional<LocalDate> balanceDate = Optional.empty();
    private Optional<Currency> accountCurrency = Optional.empty();
    private Optional<Currency> otherCurrency = Optional.empty();
    private Optional<Money> opening = Optional.empty();
    private Optional<Money> interimFirst = Optional.empty();
    private Optional<Money> interimLast = Optional.empty();
    private Optional<Money> previousClosing = Optional.empty();
    private Optional<Money> closing = Optional.empty();

    StatementHead(String created) {
        this.created = created;
    }

    void id(String value) {
        id = value;
    }

    void electronicNumber(String value) {
        electronicNumber = value;
    }

    void legalNumber(String value) {
        legalNumber = value;
    }

    void created(String value) {
        created = value;
    }

    void page(String value) {
        page = value;
    }

    void account(String value) {
        account = value.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
    }

    void from(LocalDate value) {
        from = Optional.of(value);
    }

    void to(LocalDate value) {
        to = Optional.of(value);
    }

    void currency(String code) {
        accountCurrency = Optional.of(Money.currency(code));
    }

    void currencyOfEntry(Currency currency) {
        otherCurrency = otherCurrency.or(() -> Optional.of(currency));
    }

    /** Balance codes of ISO 20022: opening, previous closing, interim and closing booked. */
    void balance(String code, Money amount, Optional<LocalDate> date) {
        switch (code) {
            case "OPBD" -> opening = Optional.of(amount);
            case "PRCD" -> previousClosing = Optional.of(amount);
            case "CLBD" -> {
                closing = Optional.of(amount);
                balanceDate = date;
            }
            case "ITBD" -> {
                interimFirst = interimFirst.or(() -> Optional.of(amount));
                interimLast = Optional.of(amount);
            }
            default -> {
                // available and forward balances are no part of the check
            }
        }
        otherCurrency = otherCurrency.or(() -> Optional.of(amount.currency()));
    }

    Optional<Money> opening() {
        return opening.or(() -> previousClosing).or(() -> interimFirst);
    }

    Optional<Money> closing() {
        return closing.or(() -> interimLast);
    }

    LocalDate fallbackDate() {
        return to.or(() -> balanceDate)
                .or(() -> CamtValues.date(created))
                .or(() -> from)
                .orElse(UNKNOWN_DATE);
    }

    StatementHeader header() {
        if (account.isEmpty() || account.length() > MAX_ACCOUNT) {
            throw Problem.of(PaymentProblem.STATEMENT_INVALID, "A statement names no account before its entries.");
        }
        var currency = accountCurrency
                .or(() -> otherCurrency)
                .orElseThrow(() -> Problem.of(
                        PaymentProblem.STATEMENT_INVALID, "Statement " + id + " tells its currency nowhere."));
        var identity = String.join("|", account, id, electronicNumber, legalNumber, created, page);
        return new StatementHeader(
                Fingerprint.of(identity),
                account,
                CamtValues.iban(account),
                currency,
                number(),
                from,
                to,
                fallbackDate());
    }

    private Optional<String> number() {
        return Stream.of(electronicNumber, legalNumber, id)
                .filter(n -> !n.isEmpty())
                .findFirst()
                .flatMap(EntryDetail::reference);
    }
}
