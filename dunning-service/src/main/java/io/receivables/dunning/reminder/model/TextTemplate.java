package io.receivables.dunning.reminder.model;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with placeholders from a closed list. Parsing refuses every other brace expression, and values are put in
 * as they are and never read again, so that a customer's name cannot become a template.
 */
public final class TextTemplate {

    private static final Pattern BRACES = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);

    private final List<Object> parts;

    private TextTemplate(List<Object> parts) {
        this.parts = parts;
    }

    /** Reads a template. */
    public static TextTemplate parse(String text) {
        List<Object> parts = new ArrayList<>();
        Matcher matcher = BRACES.matcher(text);
        int end = 0;
        while (matcher.find()) {
            parts.add(literal(text.substring(end, matcher.start())));
            String word = matcher.group(1);
            parts.add(Placeholder.of(word)
                    .orElseThrow(() -> new IllegalArgumentException("unknown placeholder {{" + word + "}}")));
            end = matcher.end();
        }
        parts.add(literal(text.substring(end)));
        return new TextTemplate(List.copyOf(parts));
    }

    /** The text with every placeholder replaced. */
    public String render(Map<Placeholder, String> values) {
        StringBuilder text = new StringBuilder();
        for (Object part : parts) {
            text.append(part instanceof Placeholder placeholder ? value(values, placeholder) : part);
        }
        return text.toString();
    }

    /** Which placeholders the text uses. */
    public Set<Placeholder> placeholders() {
        Set<Placeholder> used = EnumSet.noneOf(Placeholder.class);
        parts.stream()
                .filter(Placeholder.class::isInstance)
                .map(Placeholder.class::cast)
                .forEach(used::add);
        return used;
    }

    private static String value(Map<Placeholder, String> values, Placeholder placeholder) {
        String value = values.get(placeholder);
        if (value == null) {
            throw new IllegalArgumentException("no value for {{" + placeholder.word() + "}}");
        }
        return value;
    }

    private static String literal(String text) {
        if (text.contains("{{") || text.contains("}}")) {
            throw new IllegalArgumentException("unbalanced braces in a reminder text");
        }
        return text;
    }
}
