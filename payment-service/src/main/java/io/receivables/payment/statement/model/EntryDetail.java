package io.receivables.payment.statement.model;

import io.receivables.chassis.money.Money;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A transaction behind an entry.
 *
 * @param amount its own amount, where the bank gives one; negative if it goes against the direction of the entry
 * @param servicerReference the bank's own reference
 * @param references every reference of the transaction and of what it takes back, except placeholders
 * @param returned whether the bank calls it a return
 */
public record EntryDetail(
        Optional<Money> amount,
        Optional<String> servicerReference,
        Optional<String> endToEndId,
        List<String> references,
        Optional<String> counterpartyName,
        Optional<String> counterpartyIban,
        Optional<String> structuredReference,
        Optional<String> remittanceInformation,
        boolean returned,
        Optional<String> returnReasonCode) {

    static final int MAX_TEXT = 2000;
    static final int MAX_REFERENCE = 140;

    /** What banks write where they have nothing to say. */
    private static final Set<String> PLACEHOLDERS =
            Set.of("NOTPROVIDED", "NONREF", "NOT PROVIDED", "NOTAVAILABLE", "NONE", "N/A");

    /** An entry without transaction details; all there is to read is a text. */
    public static EntryDetail ofText(Optional<String> text) {
        return new EntryDetail(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                text,
                false,
                Optional.empty());
    }

    /** The same with this text, if it says nothing itself of what it is for. */
    public EntryDetail orText(Optional<String> text) {
        return structuredReference.isPresent() || remittanceInformation.isPresent()
                ? this
                : new EntryDetail(
                        amount,
                        servicerReference,
                        endToEndId,
                        references,
                        counterpartyName,
                        counterpartyIban,
                        structuredReference,
                        text,
                        returned,
                        returnReasonCode);
    }

    /** One detail that says what all of them say; what differs between them is only kept as text. */
    public static EntryDetail merged(List<EntryDetail> details) {
        if (details.size() == 1) {
            return details.get(0);
        }
        var references = details.stream()
                .flatMap(d -> d.references().stream())
                .distinct()
                .limit(100)
                .toList();
        return new EntryDetail(
                Optional.empty(),
                Optional.empty(),
                same(details, EntryDetail::endToEndId),
                references,
                same(details, EntryDetail::counterpartyName),
                same(details, EntryDetail::counterpartyIban),
                Optional.empty(),
                joinedTexts(details),
                details.stream().anyMatch(EntryDetail::returned),
                details.stream().flatMap(d -> d.returnReasonCode().stream()).findFirst());
    }

    /** No longer than what is kept of it, however many details there are. */
    private static Optional<String> joinedTexts(List<EntryDetail> details) {
        var texts = details.stream()
                .flatMap(d -> Stream.concat(d.structuredReference().stream(), d.remittanceInformation().stream()))
                .iterator();
        var joined = new StringBuilder();
        while (texts.hasNext() && joined.length() < MAX_TEXT) {
            joined.append(joined.isEmpty() ? "" : " | ").append(texts.next());
        }
        return text(joined.toString());
    }

    private static Optional<String> same(List<EntryDetail> details, Function<EntryDetail, Optional<String>> value) {
        var values = details.stream().map(value).distinct().toList();
        return values.size() == 1 ? values.get(0) : Optional.empty();
    }

    /** How much text it holds. */
    public int characters() {
        var texts = Stream.of(
                        servicerReference,
                        endToEndId,
                        counterpartyName,
                        counterpartyIban,
                        structuredReference,
                        remittanceInformation,
                        returnReasonCode)
                .flatMap(Optional::stream);
        return Stream.concat(texts, references.stream())
                .mapToInt(String::length)
                .sum();
    }

    /** A reference of a length that ISO 20022 and every bank keeps to; nothing where the bank only fills the place. */
    public static Optional<String> reference(String text) {
        return text(text)
                .filter(t -> !PLACEHOLDERS.contains(t.toUpperCase(Locale.ROOT)))
                .map(t -> t.length() > MAX_REFERENCE ? t.substring(0, MAX_REFERENCE) : t);
    }

    /** Trimmed text of bounded length; nothing where there is nothing to read. */
    public static Optional<String> text(String text) {
        var clean = text.replace('\u0000', ' ').strip();
        return clean.isEmpty()
                ? Optional.empty()
                : Optional.of(clean.length() > MAX_TEXT ? clean.substring(0, MAX_TEXT) : clean);
    }
}
