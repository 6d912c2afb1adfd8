package io.receivables.local.demo.bank;

import io.receivables.local.demo.bank.StatementEntry.Direction;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes bank statements as an ISO 20022 camt.053.001.08 file, several accounts to a file as banks do. */
public final class Camt053Writer {

    private static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";
    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newInstance();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final XMLStreamWriter xml;

    private Camt053Writer() throws XMLStreamException {
        xml = FACTORY.createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
    }

    public static byte[] write(String messageId, LocalDate date, List<BankStatement> statements) {
        try {
            return new Camt053Writer().document(messageId, date, statements);
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a statement could not be written", e);
        }
    }

    private byte[] document(String messageId, LocalDate date, List<BankStatement> statements)
            throws XMLStreamException {
        xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
        xml.writeStartElement("Document");
        xml.writeDefaultNamespace(NAMESPACE);
        open("BkToCstmrStmt");
        open("GrpHdr");
        text("MsgId", messageId);
        text("CreDtTm", date + "T20:00:00Z");
        close();
        for (BankStatement statement : statements) {
            statement(statement);
        }
        xml.writeEndDocument();
        xml.close();
        return bytes.toByteArray();
    }

    private void statement(BankStatement statement) throws XMLStreamException {
        open("Stmt");
        text("Id", statement.id());
        text("ElctrncSeqNb", Integer.toString(statement.number()));
        text("CreDtTm", statement.to() + "T20:00:00Z");
        open("FrToDt");
        text("FrDtTm", statement.from() + "T00:00:00Z");
        text("ToDtTm", statement.to() + "T23:59:59Z");
        close();
        open("Acct");
        open("Id");
        text("IBAN", statement.iban());
        close();
        text("Ccy", statement.currency());
        close();
        balance("OPBD", statement.opening(), statement.currency(), statement.from());
        balance("CLBD", statement.closing(), statement.currency(), statement.to());
        for (StatementEntry entry : statement.entries()) {
            entry(entry, statement.currency());
        }
        close();
    }

    private void balance(String code, BigDecimal amount, String currency, LocalDate date) throws XMLStreamException {
        open("Bal");
        open("Tp");
        open("CdOrPrtry");
        text("Cd", code);
        close();
        close();
        amount(amount.abs(), currency);
        text("CdtDbtInd", amount.signum() < 0 ? "DBIT" : "CRDT");
        date("Dt", date);
        close();
    }

    private void entry(StatementEntry entry, String currency) throws XMLStreamException {
        boolean received = entry.direction() == Direction.RECEIVED;
        open("Ntry");
        text("NtryRef", entry.reference());
        amount(entry.amount(), currency);
        text("CdtDbtInd", received ? "CRDT" : "DBIT");
        if (entry.direction() == Direction.RETURNED) {
            text("RvslInd", "true");
        }
        open("Sts");
        text("Cd", "BOOK");
        close();
        date("BookgDt", entry.date());
        date("ValDt", entry.date());
        text("AcctSvcrRef", entry.reference());
        transactionCode(entry.direction());
        if (entry.direction() != Direction.FEE) {
            details(entry, currency, received);
        }
        close();
    }

    private void transactionCode(Direction direction) throws XMLStreamException {
        open("BkTxCd");
        open("Domn");
        text("Cd", direction == Direction.FEE ? "ACMT" : "PMNT");
        open("Fmly");
        text("Cd", direction == Direction.FEE ? "MDOP" : "RCDT");
        text(
                "SubFmlyCd",
                switch (direction) {
                    case RECEIVED -> "ESCT";
                    case RETURNED -> "RRTN";
                    case FEE -> "CHRG";
                });
        close();
        close();
        close();
    }

    private void details(StatementEntry entry, String currency, boolean received) throws XMLStreamException {
        open("NtryDtls");
        open("TxDtls");
        open("Refs");
        text("AcctSvcrRef", entry.reference());
        text("EndToEndId", entry.endToEndId().orElse("NOTPROVIDED"));
        close();
        amount(entry.amount(), currency);
        text("CdtDbtInd", received ? "CRDT" : "DBIT");
        parties(entry);
        remittance(entry.remittance());
        if (!received) {
            open("RtrInf");
            open("Rsn");
            text("Cd", "FOCR");
            close();
            close();
        }
        close();
        close();
    }

    private void parties(StatementEntry entry) throws XMLStreamException {
        open("RltdPties");
        if (entry.payerName().isPresent()) {
            open("Dbtr");
            open("Pty");
            text("Nm", entry.payerName().get());
            close();
            close();
        }
        if (entry.payerIban().isPresent()) {
            open("DbtrAcct");
            open("Id");
            text("IBAN", entry.payerIban().get());
            close();
            close();
        }
        close();
    }

    private void remittance(Remittance remittance) throws XMLStreamException {
        if (remittance.text().isEmpty() && remittance.structuredReference().isEmpty()) {
            return;
        }
        open("RmtInf");
        if (remittance.text().isPresent()) {
            text("Ustrd", remittance.text().get());
        }
        if (remittance.structuredReference().isPresent()) {
            open("Strd");
            open("CdtrRefInf");
            open("Tp");
            open("CdOrPrtry");
            text("Cd", "SCOR");
            close();
            close();
            text("Ref", remittance.structuredReference().get());
            close();
            close();
        }
        close();
    }

    private void amount(BigDecimal amount, String currency) throws XMLStreamException {
        xml.writeStartElement("Amt");
        xml.writeAttribute("Ccy", currency);
        xml.writeCharacters(amount.toPlainString());
        xml.writeEndElement();
    }

    private void date(String element, LocalDate date) throws XMLStreamException {
        open(element);
        text("Dt", date.toString());
        close();
    }

    private void open(String element) throws XMLStreamException {
        xml.writeStartElement(element);
    }

    private void close() throws XMLStreamException {
        xml.writeEndElement();
    }

    private void text(String element, String value) throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeCharacters(value);
        xml.writeEndElement();
    }
}
