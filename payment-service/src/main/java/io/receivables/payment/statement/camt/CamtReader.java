package io.receivables.payment.statement.camt;

import io.receivables.chassis.money.Money;
import io.receivables.chassis.problem.Problem;
import io.receivables.payment.PaymentProblem;
import io.receivables.payment.statement.StatementReader;
import io.receivables.payment.statement.model.StatementEnd;
import io.receivables.payment.statement.model.StatementItem;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Reads ISO 20022 camt.053 (bank to customer statement), versions .001.02 to .001.13, from a stream. Banks leave out and
 * reorder things the schema demands, so elements are taken by name, and only what cannot be read safely is refused.
 */
public final class CamtReader implements StatementReader {
    private static final Pattern NAMESPACE =
            Pattern.compile("urn:iso:std:iso:20022:tech:xsd:camt\\.053\\.001\\.(0[2-9]|1[0-3])");
    private static final int MESSAGE_DEPTH = 2;
    private static final int STATEMENT_DEPTH = 3;

    private final XmlCursor xml;
    private final CamtEntryReader entries;
    private String created = "";
    private StatementHead head;
    private boolean headerGiven;
    private Optional<StatementItem> pending = Optional.empty();

    public CamtReader(InputStream input) {
        xml = new XmlCursor(input);
        entries = new CamtEntryReader(xml);
        openMessage();
    }

    private void openMessage() {
        if (!xml.nextChild(0) || !xml.name().equals("Document")) {
            throw unknownFormat("The document element is not Document.");
        }
        if (!NAMESPACE.matcher(xml.namespace()).matches()) {
            throw unknownFormat("The namespace is \"" + shortened(xml.namespace()) + "\".");
        }
        if (!xml.nextChild(1) || !xml.name().equals("BkToCstmrStmt")) {
            throw unknownFormat("The document holds no BkToCstmrStmt.");
        }
    }

    private static String shortened(String text) {
        return text.length() > 100 ? text.substring(0, 100) : text;
    }

    private static Problem unknownFormat(String detail) {
        return Problem.of(PaymentProblem.STATEMENT_UNKNOWN_FORMAT, detail);
    }

    @Override
    public Optional<StatementItem> next() {
        if (pending.isPresent()) {
            var item = pending;
            pending = Optional.empty();
            return item;
        }
        return head == null ? nextStatement() : Optional.of(nextInStatement());
    }

    private Optional<StatementItem> nextStatement() {
        while (xml.nextChild(MESSAGE_DEPTH)) {
            if (xml.name().equals("GrpHdr")) {
                readGroupHeader();
            } else if (xml.name().equals("Stmt")) {
                head = new StatementHead(created);
                headerGiven = false;
                return Optional.of(nextInStatement());
            }
        }
        readToEnd();
        return Optional.empty();
    }

    /** What follows the message is read too, so that a file cut off at the very end is noticed. */
    private void readToEnd() {
        if (xml.nextChild(1)) {
            throw unknownFormat("Something follows the statement message.");
        }
        xml.nextChild(0);
    }

    private void readGroupHeader() {
        int depth = xml.depth();
        while (xml.nextChild(depth)) {
            if (xml.name().equals("CreDtTm")) {
                created = xml.text();
            }
        }
    }

    private StatementItem nextInStatement() {
        while (xml.nextChild(STATEMENT_DEPTH)) {
            if (xml.name().equals("Ntry")) {
                var entry = entries.read(head.fallbackDate());
                head.currencyOfEntry(entry.amount().currency());
                return afterHeader(entry);
            }
            readHead();
        }
        var end = new StatementEnd(head.opening(), head.closing());
        var item = afterHeader(end);
        head = null;
        return item;
    }

    /** The header is known when the first entry or the end is; it goes before them. */
    private StatementItem afterHeader(StatementItem item) {
        if (headerGiven) {
            return item;
        }
        headerGiven = true;
        pending = Optional.of(item);
        return head.header();
    }

    private void readHead() {
        switch (xml.name()) {
            case "Id" -> head.id(xml.text());
            case "ElctrncSeqNb" -> head.electronicNumber(xml.text());
            case "LglSeqNb" -> head.legalNumber(xml.text());
            case "CreDtTm" -> head.created(xml.text());
            case "StmtPgntn" ->
                readChildren(name -> {
                    if (name.equals("PgNb")) {
                        head.page(xml.text());
                    }
                });
            case "FrToDt" ->
                readChildren(name -> {
                    if (name.startsWith("Fr")) {
                        CamtValues.date(xml.text()).ifPresent(head::from);
                    } else if (name.startsWith("To")) {
                        CamtValues.date(xml.text()).ifPresent(head::to);
                    }
                });
            case "Acct" -> readAccount();
            case "Bal" -> readBalance();
            default -> {
                // everything else says nothing about money of debtors
            }
        }
    }

    private void readAccount() {
        readChildren(name -> {
            if (name.equals("Id")) {
                entries.readAccountId().ifPresent(head::account);
            } else if (name.equals("Ccy")) {
                head.currency(xml.text());
            }
        });
    }

    private void readBalance() {
        var balance = new Object() {
            String code = "";
            Optional<Money> amount = Optional.empty();
            boolean debit;
            Optional<LocalDate> date = Optional.empty();
        };
        readChildren(name -> {
            switch (name) {
                case "Tp" -> balance.code = entries.readCode();
                case "Amt" -> balance.amount = Optional.of(CamtValues.amount(xml));
                case "CdtDbtInd" -> balance.debit = xml.text().equals("DBIT");
                case "Dt" -> balance.date = entries.readDate();
                default -> {
                    // availability and the like
                }
            }
        });
        balance.amount.ifPresent(
                amount -> head.balance(balance.code, balance.debit ? amount.negate() : amount, balance.date));
    }

    private void readChildren(Consumer<String> each) {
        int depth = xml.depth();
        while (xml.nextChild(depth)) {
            each.accept(xml.name());
        }
    }

    @Override
    public void close() {
        xml.close();
    }
}
