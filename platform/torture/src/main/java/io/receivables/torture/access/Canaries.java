package io.receivables.torture.access;

import io.receivables.torture.api.Reply;
import io.receivables.torture.api.Request;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What exists only in one tenant: its mark, its ids and its odd amounts. Whoever else is told one of them has been told too much. */
final class Canaries {

    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern ODD_AMOUNT = Pattern.compile("\\d{3,}\\.\\d[1-9]\\b");

    private final String mark;
    private final Set<String> values = new HashSet<>();

    Canaries(String mark) {
        this.mark = mark.toLowerCase(Locale.ROOT);
    }

    /** Takes in an answer to the tenant itself. */
    void harvest(String answer) {
        values.addAll(found(answer));
    }

    /** What others see too is no secret. */
    void except(Collection<String> shared) {
        values.removeAll(shared);
    }

    int size() {
        return values.size();
    }

    static Set<String> found(String text) {
        Set<String> found = new HashSet<>();
        for (Pattern pattern : new Pattern[] {UUID, ODD_AMOUNT}) {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                found.add(matcher.group());
            }
        }
        return found;
    }

    /** What the answer tells of the tenant that the request had not said itself. */
    Optional<String> leak(Request request, Reply reply) {
        String asked = request.text().toLowerCase(Locale.ROOT);
        String told = (reply.headers() + " " + reply.text()).toLowerCase(Locale.ROOT);
        if (told.contains(mark) && !asked.contains(mark)) {
            return Optional.of(mark);
        }
        return found(told).stream()
                .filter(values::contains)
                .filter(value -> !asked.contains(value))
                .findFirst();
    }
}
