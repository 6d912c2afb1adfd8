package io.receivables.payment.openitem.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what a debtor writes: creditor references by ISO 11649 and the pieces of free text that could be an invoice
 * number. Case, spaces and punctuation inside a number do not count; the edges of words do.
 */
public final class ReferenceText {
    /** Longest piece of text looked up as a number. */
    static final int MAX_KEY = 35;

    /** Shorter numbers would be found by chance in any text. */
    static final int MIN_KEY = 4;

    private static final int MAX_WORDS = 5;
    private static final int MAX_PLAIN_WORDS = 2;
    private static final int MAX_SUFFIX = 2;
    private static final int MAX_WORDS_OF_REFERENCE = 8;
    private static final int MAX_TEXT = 2000;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{Nd}]+");
    private static final Pattern REFERENCE = Pattern.compile("RF\\d{2}[A-Z0-9]{1,21}");
    private static final int MOD = 97;

    private ReferenceText() {}

    /** A run of words of a text; {@code from} (inclusive) and {@code to} (exclusive) are word positions. */
    public record Piece(int from, int to, String key) {
        boolean overlaps(Piece other) {
            return from < other.to && other.from < to;
        }
    }

    private record Word(String text, int start, int end) {}

    /** The form in which numbers and references are compared: upper case letters and digits only. */
    public static String key(String text) {
        var key = new StringBuilder();
        text.codePoints().filter(Character::isLetterOrDigit).forEach(key::appendCodePoint);
        return key.toString().toUpperCase(Locale.ROOT);
    }

    /** The normalised creditor reference if its shape and check digits (mod 97-10) are right. */
    public static Optional<String> creditorReference(String text) {
        var key = key(text);
        return REFERENCE.matcher(key).matches() && remainder(key) == 1 ? Optional.of(key) : Optional.empty();
    }

    /** Whether the text claims to be an ISO 11649 reference, right or wrong. */
    public static boolean looksLikeCreditorReference(String text) {
        return REFERENCE.matcher(key(text)).matches();
    }

    private static int remainder(String reference) {
        int remainder = 0;
        for (int i = 0; i < reference.length(); i++) {
            int value = Character.getNumericValue(reference.charAt((i + 4) % reference.length()));
            remainder = (remainder * (value < 10 ? 10 : 100) + value) % MOD;
        }
        return remainder;
    }

    /**
     * Every run of words that could be an invoice number or a creditor reference: at least {@value #MIN_KEY} characters,
     * one of them a digit, not part of a longer hyphenated identifier.
     */
    public static List<Piece> pieces(String text) {
        var words = words(text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text);
        var pieces = new ArrayList<Piece>();
        for (int from = 0; from < words.size(); from++) {
            addPiecesFrom(text, words, from, pieces);
        }
        return pieces;
    }

    private static void addPiecesFrom(String text, List<Word> words, int from, List<Piece> pieces) {
        if (hyphenBefore(text, words.get(from))) {
            return;
        }
        int limit = words.get(from).text().startsWith("RF") ? MAX_WORDS_OF_REFERENCE : MAX_WORDS;
        var key = new StringBuilder();
        int plainWords = 0;
        for (int to = from + 1; to <= words.size() && to - from <= limit && key.length() <= MAX_KEY; to++) {
            var word = words.get(to - 1);
            plainWords += hasDigit(word.text()) ? 0 : 1;
            key.append(word.text());
            if (plainWords <= MAX_PLAIN_WORDS
                    && canEndANumber(word.text())
                    && isCandidate(key, to - from)
                    && !hyphenAfter(text, word)) {
                pieces.add(new Piece(from, to, key.toString()));
            }
        }
    }

    /** A number ends with a digit or, like 2026-0001-A, with a short suffix. */
    private static boolean canEndANumber(String word) {
        return word.length() <= MAX_SUFFIX || hasDigit(word);
    }

    private static boolean hasDigit(CharSequence text) {
        return text.chars().anyMatch(Character::isDigit);
    }

    private static boolean isCandidate(CharSequence key, int words) {
        return key.length() >= MIN_KEY
                && key.length() <= MAX_KEY
                && hasDigit(key)
                && (words <= MAX_WORDS || creditorReference(key.toString()).isPresent());
    }

    private static boolean hyphenBefore(String text, Word word) {
        int at = word.start() - 1;
        return at > 0 && isHyphen(text.charAt(at)) && Character.isLetterOrDigit(text.charAt(at - 1));
    }

    private static boolean hyphenAfter(String text, Word word) {
        int at = word.end();
        return at + 1 < text.length() && isHyphen(text.charAt(at)) && Character.isLetterOrDigit(text.charAt(at + 1));
    }

    private static boolean isHyphen(char c) {
        return c == '-' || c == '_';
    }

    private static List<Word> words(String text) {
        var words = new ArrayList<Word>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(new Word(matcher.group().toUpperCase(Locale.ROOT), matcher.start(), matcher.end()));
        }
        return words;
    }

    /** The pieces that a lookup knows, longest first, none inside another. */
    public static List<Piece> chosen(List<Piece> pieces, Predicate<String> known) {
        var chosen = new ArrayList<Piece>();
        pieces.stream()
                .filter(piece -> known.test(piece.key()))
                .sorted(Comparator.comparingInt((Piece p) -> -p.key().length()).thenComparingInt(Piece::from))
                .forEach(piece -> {
                    if (chosen.stream().noneMatch(piece::overlaps)) {
                        chosen.add(piece);
                    }
                });
        return chosen;
    }

    /** The keys under which a text is looked up. */
    public static Set<String> keys(List<Piece> pieces) {
        var keys = new HashSet<String>();
        pieces.forEach(piece -> keys.add(piece.key()));
        return keys;
    }
}
