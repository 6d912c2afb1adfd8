package io.receivables.payment.statement.camt;

import io.receivables.chassis.money.Money;
import io.receivables.payment.openitem.model.ReferenceText;
import io.receivables.payment.statement.model.Direction;
import io.receivables.payment.statement.model.EntryDetail;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the details of one transaction (TxDtls) behind an entry. */
final class CamtDetailReader {
    private static final Set<String> REFERENCES = Set.of(
            "MsgId",
            "AcctSvcrRef",
            "PmtInfId",
            "InstrId",
            "EndToEndId",
            "TxId",
            "UETR",
            "AcctOwnrTxId",
            "AcctSvcrTxId");
    private static final int MAX_TEXTS = 50;
    private static final int MAX_REFERENCES = 50;

    private final XmlCursor xml;
    private final CamtEntryReader shared;

    CamtDetailReader(XmlCursor xml, CamtEntryReader shared) {
        this.xml = xml;
        this.shared = shared;
    }

    private static final class Detail {
        private Optional<Money> amount = Optional.empty();
        private Optional<Money> transactionAmount = Optional.empty();
        private final Direction entry;
        private Direction own;
        private Optional<String> endToEndId = Optional.empty();
        private final List<String> references = new ArrayList<>();
        private String debtor = "";
        private String creditor = "";
        private String debtorAccount = "";
        private String creditorAccount = "";
        private final List<String> structured = new ArrayList<>();
        private final List<String> texts = new ArrayList<>();
        private boolean returned;
        private Optional<String> returnReason = Optional.empty();
        private Optional<String> servicerReference = Optional.empty();

        Detail(Direction entry) {
            this.entry = entry;
            this.own = entry;
        }

        /** The counterparty is the debtor of money that came and the creditor of money that went; the other one is us. */
        private EntryDetail build() {
            boolean credit = entry == Direction.CREDIT;
            var signed = amount.or(() -> transactionAmount).map(a -> own == entry ? a : a.negate());
            return new EntryDetail(
                    signed,
                    servicerReference,
                    endToEndId,
                    references.stream().distinct().toList(),
                    EntryDetail.text(credit ? debtor : creditor),
                    CamtValues.iban(credit ? debtorAccount : creditorAccount),
                    structuredReference(),
                    EntryDetail.text(String.join(" | ", texts)),
                    returned,
                    returnReason);
        }

        private Optional<String> structuredReference() {
            return structured.stream()
                    .filter(s -> ReferenceText.creditorReference(s).isPresent())
                    .findFirst()
                    .or(() -> structured.stream().findFirst())
                    .flatMap(EntryDetail::text);
        }
    }

    /** Reads the transaction the cursor stands on; one of the opposite direction has a negative amount. */
    EntryDetail read(Direction entry) {
        var detail = new Detail(entry);
        shared.children(name -> readField(detail, name));
        return detail.build();
    }

    private void readField(Detail detail, String name) {
        switch (name) {
            case "Refs" -> shared.children(ref -> readReference(detail, ref));
            case "Amt" -> detail.amount = Optional.of(CamtValues.amount(xml));
            case "CdtDbtInd" -> detail.own = xml.text().equals("DBIT") ? Direction.DEBIT : Direction.CREDIT;
            case "AmtDtls" -> readAmountDetails(detail);
            case "RltdPties" -> shared.children(party -> readParty(detail, party));
            case "RmtInf" -> shared.children(info -> readRemittance(detail, info));
            case "RtrInf" -> readReturn(detail);
            default -> {
                // purposes, agents, taxes and the like
            }
        }
    }

    private void readReference(Detail detail, String name) {
        if (!REFERENCES.contains(name)) {
            return;
        }
        var reference = EntryDetail.reference(xml.text());
        reference.filter(r -> detail.references.size() < MAX_REFERENCES).ifPresent(detail.references::add);
        if (name.equals("EndToEndId")) {
            detail.endToEndId = reference;
        } else if (name.equals("AcctSvcrRef")) {
            detail.servicerReference = reference;
        }
    }

    private void readAmountDetails(Detail detail) {
        shared.children(name -> {
            if (name.equals("TxAmt")) {
                shared.children(child -> {
                    if (child.equals("Amt")) {
                        detail.transactionAmount = Optional.of(CamtValues.amount(xml));
                    }
                });
            }
        });
    }

    private void readParty(Detail detail, String name) {
        switch (name) {
            case "Dbtr" -> detail.debtor = readName();
            case "Cdtr" -> detail.creditor = readName();
            case "DbtrAcct" -> detail.debtorAccount = readAccount();
            case "CdtrAcct" -> detail.creditorAccount = readAccount();
            default -> {
                // ultimate parties do not own the account
            }
        }
    }

    /** Nm, since version 8 inside Pty. */
    private String readName() {
        var names = new ArrayList<String>();
        shared.children(child -> {
            if (child.equals("Nm")) {
                CamtEntryReader.keepFirst(names, xml.text());
            } else if (child.equals("Pty")) {
                CamtEntryReader.keepFirst(names, readName());
            }
        });
        return names.stream().findFirst().orElse("");
    }

    private String readAccount() {
        var ids = new ArrayList<String>();
        shared.children(child -> {
            if (child.equals("Id")) {
                shared.readAccountId().ifPresent(id -> CamtEntryReader.keepFirst(ids, id));
            }
        });
        return ids.stream().findFirst().orElse("");
    }

    private void readRemittance(Detail detail, String name) {
        if (name.equals("Ustrd")) {
            add(detail.texts, xml.text());
        } else if (name.equals("Strd")) {
            shared.children(child -> {
                switch (child) {
                    case "CdtrRefInf" ->
                        shared.children(ref -> {
                            if (ref.equals("Ref")) {
                                add(detail.structured, xml.text());
                            }
                        });
                    case "RfrdDocInf" ->
                        shared.children(doc -> {
                            if (doc.equals("Nb")) {
                                add(detail.texts, xml.text());
                            }
                        });
                    case "AddtlRmtInf" -> add(detail.texts, xml.text());
                    default -> {
                        // amounts of the referred documents are the debtor's view
                    }
                }
            });
        }
    }

    private static void add(List<String> texts, String text) {
        if (!text.isEmpty() && texts.size() < MAX_TEXTS) {
            texts.add(text);
        }
    }

    private void readReturn(Detail detail) {
        detail.returned = true;
        shared.children(name -> {
            if (name.equals("Rsn")) {
                detail.returnReason = EntryDetail.text(shared.readCode());
            }
        });
    }
}
