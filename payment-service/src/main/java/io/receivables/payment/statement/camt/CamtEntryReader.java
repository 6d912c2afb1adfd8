package io.receivables.payment.statement.camt;

import io.receivables.chassis.money.Money;
import io.receivables.payment.statement.model.Direction;
import io.receivables.payment.statement.model.EntryDetail;
import io.receivables.payment.statement.model.StatementEntry;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads one entry (Ntry) with its transaction details, and the small pieces other parts of the message share. */
final class CamtEntryReader {
    /** An entry is in memory as a whole: whether it is one payment or many shows at its end. */
    private static final int MAX_DETAILS = 20_000;

    private static final int MAX_CHARACTERS = 8 << 20;

    private final XmlCursor xml;
    private final CamtDetailReader detailReader;

    CamtEntryReader(XmlCursor xml) {
        this.xml = xml;
        this.detailReader = new CamtDetailReader(xml, this);
    }

    private static final class Entry {
        private Optional<Money> amount = Optional.empty();
        private Optional<Direction> direction = Optional.empty();
        private boolean booked = true;
        private boolean reversal;
        private Optional<LocalDate> bookingDate = Optional.empty();
        private Optional<LocalDate> valueDate = Optional.empty();
        private String reference = "";
        private Optional<Money> charges = Optional.empty();
        private Optional<String> information = Optional.empty();
        private final List<EntryDetail> details = new ArrayList<>();
        private int characters;
    }

    /** Reads the entry the cursor stands on to its end. */
    StatementEntry read(LocalDate fallbackDate) {
        int line = xml.line();
        var entry = new Entry();
        children(name -> readField(entry, name));
        var amount = entry.amount.orElseThrow(() -> CamtValues.invalid(line, "an entry has no amount"));
        var direction = entry.direction.orElseThrow(() -> CamtValues.invalid(line, "an entry has no CdtDbtInd"));
        var booking = entry.bookingDate.or(() -> entry.valueDate).orElse(fallbackDate);
        return new StatementEntry(
                amount,
                direction,
                entry.booked,
                entry.reversal,
                booking,
                entry.valueDate.orElse(booking),
                reference(entry),
                entry.charges,
                details(entry));
    }

    private void readField(Entry entry, String name) {
        switch (name) {
            case "Amt" -> entry.amount = Optional.of(CamtValues.amount(xml));
            case "CdtDbtInd" -> entry.direction = Optional.of(readDirection());
            case "RvslInd" -> entry.reversal = readFlag();
            case "Sts" -> entry.booked = isBooked(readCode());
            case "BookgDt" -> entry.bookingDate = readDate();
            case "ValDt" -> entry.valueDate = readDate();
            case "AcctSvcrRef" -> entry.reference = xml.text();
            case "Chrgs" -> entry.charges = readCharges();
            case "AddtlNtryInf" -> entry.information = EntryDetail.text(xml.text());
            case "NtryDtls" ->
                children(child -> {
                    if (child.equals("TxDtls")) {
                        readTransaction(entry);
                    }
                });
            default -> {
                // bank transaction codes, availability and the like
            }
        }
    }

    private void readTransaction(Entry entry) {
        var detail = detailReader.read(entry.direction.orElse(Direction.CREDIT));
        entry.details.add(detail);
        entry.characters += detail.characters();
        if (entry.details.size() > MAX_DETAILS || entry.characters > MAX_CHARACTERS) {
            throw CamtValues.invalid(
                    xml.line(),
                    "an entry has more than " + MAX_DETAILS + " transactions, or more than " + MAX_CHARACTERS
                            + " characters in them");
        }
    }

    private static Optional<String> reference(Entry entry) {
        return EntryDetail.reference(entry.reference)
                .or(() -> entry.details.size() == 1 ? entry.details.get(0).servicerReference() : Optional.empty());
    }

    /** Free text of the entry counts when its only transaction says nothing itself; of several it tells about none. */
    private static List<EntryDetail> details(Entry entry) {
        return switch (entry.details.size()) {
            case 0 -> List.of(EntryDetail.ofText(entry.information));
            case 1 -> List.of(entry.details.get(0).orText(entry.information));
            default -> List.copyOf(entry.details);
        };
    }

    /** Only entries with status BOOK, or without any, have changed the balance. */
    private static boolean isBooked(String status) {
        return status.isEmpty() || status.equals("BOOK");
    }

    private Direction readDirection() {
        int line = xml.line();
        var text = xml.text();
        return switch (text) {
            case "CRDT" -> Direction.CREDIT;
            case "DBIT" -> Direction.DEBIT;
            default -> throw CamtValues.invalid(line, "CdtDbtInd is neither CRDT nor DBIT");
        };
    }

    private boolean readFlag() {
        var text = xml.text();
        return text.equals("true") || text.equals("1");
    }

    private Optional<Money> readCharges() {
        var charges = new ArrayList<Money>();
        children(name -> {
            if (name.equals("TtlChrgsAndTaxAmt")) {
                charges.clear();
                charges.add(CamtValues.amount(xml));
            } else if (name.equals("Amt") && charges.isEmpty()) {
                charges.add(CamtValues.amount(xml));
            }
        });
        return charges.stream().findFirst();
    }

    /** A date choice: Dt or DtTm, or the date itself. */
    Optional<LocalDate> readDate() {
        var dates = new ArrayList<LocalDate>();
        children(name -> {
            if (name.equals("Dt") || name.equals("DtTm")) {
                CamtValues.date(xml.text()).filter(date -> dates.isEmpty()).ifPresent(dates::add);
            }
        });
        return dates.stream().findFirst();
    }

    /** A code that stands alone (BOOK), in Cd, or deeper in CdOrPrtry. */
    String readCode() {
        return xml.deepText();
    }

    /** An account identification: IBAN or Othr/Id. */
    Optional<String> readAccountId() {
        var ids = new ArrayList<String>();
        children(name -> {
            if (name.equals("IBAN")) {
                keepFirst(ids, xml.text());
            } else if (name.equals("Othr") || name.equals("PrtryAcct")) {
                children(child -> {
                    if (child.equals("Id")) {
                        keepFirst(ids, xml.text());
                    }
                });
            }
        });
        return ids.stream().findFirst();
    }

    /** Keeps what counts once, so that a file which repeats it without end costs no memory. */
    static void keepFirst(List<String> texts, String text) {
        if (texts.isEmpty() && !text.isEmpty()) {
            texts.add(text);
        }
    }

    /** Visits the children of the current element. */
    void children(Consumer<String> each) {
        int depth = xml.depth();
        while (xml.nextChild(depth)) {
            each.accept(xml.name());
        }
    }
}
