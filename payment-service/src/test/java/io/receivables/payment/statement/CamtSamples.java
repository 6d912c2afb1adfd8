package io.receivables.payment.statement;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Writes camt.053 files for tests: any version, with or without a namespace prefix. */
public final class CamtSamples {
    private final String version;
    private final String prefix;
    private final StringBuilder statements = new StringBuilder();

    private CamtSamples(String version, String prefix) {
        this.version = version;
        this.prefix = prefix;
    }

    public static CamtSamples version(String version) {
        return new CamtSamples(version, "");
    }

    public CamtSamples withPrefix(String name) {
        return new CamtSamples(version, name + ":");
    }

    /** A statement under construction. */
    public static final class Stmt {
        private final String id;
        private final String account;
        private String currency = "EUR";
        private String opening = "0.00";
        private String closing;
        private long net;
        private final List<String> entries = new ArrayList<>();

        public Stmt(String id, String account) {
            this.id = id;
            this.account = account;
        }

        public Stmt currency(String code) {
            currency = code;
            return this;
        }

        public Stmt opening(String amount) {
            opening = amount;
            return this;
        }

        public Stmt closing(String amount) {
            closing = amount;
            return this;
        }

        public Stmt entry(Entry entry) {
            long cents =
                    new java.math.BigDecimal(entry.amount).movePointRight(2).longValueExact();
            net += entry.credit ? cents : -cents;
            entries.add(entry.xml(currency));
            return this;
        }

        private String xml() {
            var end = closing != null
                    ? closing
                    : new java.math.BigDecimal(opening)
                            .add(java.math.BigDecimal.valueOf(net, 2))
                            .toPlainString();
            return "<Stmt><Id>" + id + "</Id><ElctrncSeqNb>7</ElctrncSeqNb><CreDtTm>2026-06-15T06:00:00+02:00</CreDtTm>"
                    + "<FrToDt><FrDtTm>2026-06-14T00:00:00</FrDtTm><ToDtTm>2026-06-14T23:59:59</ToDtTm></FrToDt>"
                    + "<Acct><Id><IBAN>" + account + "</IBAN></Id><Ccy>" + currency + "</Ccy></Acct>"
                    + balance("OPBD", opening) + balance("CLBD", end) + String.join("", entries) + "</Stmt>";
        }

        private String balance(String code, String amount) {
            boolean debit = amount.startsWith("-");
            return "<Bal><Tp><CdOrPrtry><Cd>" + code + "</Cd></CdOrPrtry></Tp><Amt Ccy=\"" + currency + "\">"
                    + amount.replace("-", "") + "</Amt><CdtDbtInd>" + (debit ? "DBIT" : "CRDT")
                    + "</CdtDbtInd><Dt><Dt>2026-06-14</Dt></Dt></Bal>";
        }
    }

    /** An entry under construction. */
    public static final class Entry {
        private final String amount;
        private final boolean credit;
        private String date = LocalDate.parse("2026-06-14").toString();
        private String reference = "";
        private String endToEndId = "NOTPROVIDED";
        private String name = "";
        private String iban = "";
        private String structured = "";
        private String text = "";
        private String returnReason = "";
        private boolean reversal;
        private String details = "";

        private Entry(String amount, boolean credit) {
            this.amount = amount;
            this.credit = credit;
        }

        public static Entry credit(String amount) {
            return new Entry(amount, true);
        }

        public static Entry debit(String amount) {
            return new Entry(amount, false);
        }

        public Entry date(String value) {
            date = value;
            return this;
        }

        public Entry reference(String value) {
            reference = value;
            return this;
        }

        public Entry endToEnd(String value) {
            endToEndId = value;
            return this;
        }

        public Entry payer(String payerName, String payerIban) {
            name = payerName;
            iban = payerIban;
            return this;
        }

        public Entry structured(String value) {
            structured = value;
            return this;
        }

        public Entry text(String value) {
            text = value;
            return this;
        }

        public Entry returned(String reason) {
            returnReason = reason;
            return this;
        }

        public Entry reversal() {
            reversal = true;
            return this;
        }

        /** Replaces the details by XML. */
        public Entry details(String xml) {
            details = xml;
            return this;
        }

        private String xml(String currency) {
            var party = credit ? "Dbtr" : "Cdtr";
            var own = details.isEmpty()
                    ? "<TxDtls><Refs><EndToEndId>" + endToEndId + "</EndToEndId></Refs><RltdPties>"
                            + (name.isEmpty() ? "" : "<" + party + "><Nm>" + name + "</Nm></" + party + ">")
                            + (iban.isEmpty()
                                    ? ""
                                    : "<" + party + "Acct><Id><IBAN>" + iban + "</IBAN></Id></" + party + "Acct>")
                            + "</RltdPties><RmtInf>" + (text.isEmpty() ? "" : "<Ustrd>" + text + "</Ustrd>")
                            + (structured.isEmpty()
                                    ? ""
                                    : "<Strd><CdtrRefInf><Ref>" + structured + "</Ref></CdtrRefInf></Strd>")
                            + "</RmtInf>"
                            + (returnReason.isEmpty()
                                    ? ""
                                    : "<RtrInf><Rsn><Cd>" + returnReason + "</Cd></Rsn></RtrInf>")
                            + "</TxDtls>"
                    : details;
            return "<Ntry><Amt Ccy=\"" + currency + "\">" + amount + "</Amt><CdtDbtInd>" + (credit ? "CRDT" : "DBIT")
                    + "</CdtDbtInd>" + (reversal ? "<RvslInd>true</RvslInd>" : "") + "<Sts>BOOK</Sts><BookgDt><Dt>"
                    + date + "</Dt></BookgDt><ValDt><Dt>" + date + "</Dt></ValDt>"
                    + (reference.isEmpty() ? "" : "<AcctSvcrRef>" + reference + "</AcctSvcrRef>") + "<NtryDtls>" + own
                    + "</NtryDtls></Ntry>";
        }
    }

    /** A transaction of a batch, returned if there is a reason for it. */
    public static String part(String amount, String endToEndId, String returnReason) {
        return "<TxDtls><Refs><EndToEndId>" + endToEndId + "</EndToEndId></Refs><Amt Ccy=\"EUR\">" + amount + "</Amt>"
                + (returnReason.isEmpty() ? "" : "<RtrInf><Rsn><Cd>" + returnReason + "</Cd></Rsn></RtrInf>")
                + "</TxDtls>";
    }

    public CamtSamples statement(Stmt statement) {
        statements.append(statement.xml());
        return this;
    }

    public String xml() {
        var body =
                "<Document><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-06-15T06:00:00+02:00</CreDtTm></GrpHdr>"
                        + statements + "</BkToCstmrStmt></Document>";
        var namespace = "urn:iso:std:iso:20022:tech:xsd:camt.053.001." + version;
        if (prefix.isEmpty()) {
            body = body.replace("<Document>", "<Document xmlns=\"" + namespace + "\">");
        } else {
            body = body.replaceAll("<(/?)([A-Z])", "<$1" + prefix + "$2")
                    .replace(
                            "<" + prefix + "Document>",
                            "<" + prefix + "Document xmlns:" + prefix.replace(":", "") + "=\"" + namespace + "\">");
        }
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + body;
    }

    public byte[] bytes() {
        return xml().getBytes(StandardCharsets.UTF_8);
    }
}
