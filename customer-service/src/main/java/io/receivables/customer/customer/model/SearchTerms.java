package io.receivables.customer.customer.model;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The words a customer is found by. Search compares prefixes of whole terms, because that is what an ordinary index
 * answers under row level security: LIKE and trigram operators are not leakproof, so PostgreSQL would read every row.
 */
public final class SearchTerms {
    private static final int MAX_TERM = 100;
    private static final int MAX_QUERY_WORDS = 6;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern PUNCTUATION = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern EDGES = Pattern.compile("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$");
    private static final Pattern SPACED_IBAN = Pattern.compile("\\s*[A-Za-z]{2}[0-9]{2}( [A-Za-z0-9]{1,4})+\\s*");

    private SearchTerms() {}

    /** Every term of a customer: words of the name, external id, VAT id, e-mail addresses and IBANs. */
    public static Set<String> of(CustomerProfile profile) {
        var terms = new LinkedHashSet<String>();
        words(profile.name()).forEach(word -> addWord(terms, word));
        words(profile.externalId()).forEach(word -> addWord(terms, word));
        profile.vatId().map(SearchTerms::fold).ifPresent(terms::add);
        Stream.concat(
                        profile.email().stream(),
                        profile.contacts().stream().flatMap(contact -> contact.email().stream()))
                .map(SearchTerms::fold)
                .forEach(terms::add);
        profile.ibans().stream().map(SearchTerms::fold).forEach(terms::add);
        var cut = new LinkedHashSet<String>();
        terms.forEach(term -> cut.add(cut(term)));
        return cut;
    }

    /** The prefixes a query asks for, all of which must match; an IBAN written in groups counts as one. */
    public static List<String> ofQuery(String query) {
        if (SPACED_IBAN.matcher(query).matches()) {
            return List.of(cut(fold(SPACE.matcher(query).replaceAll(""))));
        }
        return words(query)
                .limit(MAX_QUERY_WORDS)
                .map(SearchTerms::cut)
                .distinct()
                .toList();
    }

    private static Stream<String> words(String text) {
        return SPACE.splitAsStream(fold(text))
                .map(word -> EDGES.matcher(word).replaceAll(""))
                .filter(word -> !word.isEmpty());
    }

    private static void addWord(Set<String> terms, String word) {
        terms.add(word);
        PUNCTUATION.splitAsStream(word).filter(part -> !part.isEmpty()).forEach(part -> addPart(terms, part));
    }

    /** Chinese writes no spaces between words: every ending is a term, so that any word inside is found. */
    private static void addPart(Set<String> terms, String part) {
        terms.add(part);
        if (part.codePoints().anyMatch(Character::isIdeographic)) {
            for (int i = part.offsetByCodePoints(0, 1); i < part.length(); i = part.offsetByCodePoints(i, 1)) {
                terms.add(part.substring(i));
            }
        }
    }

    /** Lower case without accents; letters that do not decompose are spelled out. */
    private static String fold(String text) {
        var decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
        return MARKS.matcher(decomposed)
                .replaceAll("")
                .toLowerCase(Locale.ROOT)
                .replace("ß", "ss")
                .replace('đ', 'd')
                .replace('ł', 'l')
                .replace('ø', 'o')
                .replace("æ", "ae");
    }

    private static String cut(String term) {
        return term.length() <= MAX_TERM ? term : term.substring(0, term.offsetByCodePoints(0, MAX_TERM / 2));
    }
}
