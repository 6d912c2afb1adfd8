package io.receivables.dunning.reminder.model;

import io.receivables.chassis.money.Money;
import io.receivables.dunning.dunningcase.model.InvoiceFacts;
import io.receivables.dunning.policy.model.Tone;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/**
 * The texts of every tone in every language, read once from {@code reminder-texts/<language>/<TONE>.txt}: the first
 * line is the subject, the rest after an empty line the body.
 */
public final class ReminderTexts {

    private record Text(TextTemplate subject, TextTemplate body) {}

    private static final int IBAN_GROUP = 4;
    private static final int LONGEST_VALUE = 200;

    private final Map<Language, Map<Tone, Text>> texts;

    private ReminderTexts(Map<Language, Map<Tone, Text>> texts) {
        this.texts = texts;
    }

    /** Reads all texts; a missing text or an unknown placeholder fails the start. */
    public static ReminderTexts load() {
        Map<Language, Map<Tone, Text>> texts = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            Map<Tone, Text> tones = new EnumMap<>(Tone.class);
            for (Tone tone : Tone.values()) {
                tones.put(tone, read("/reminder-texts/" + language.code() + "/" + tone.name() + ".txt"));
            }
            texts.put(language, tones);
        }
        return new ReminderTexts(texts);
    }

    /** Writes the reminder of an invoice in the customer's language. */
    public Letter write(Tone tone, Language language, String customerName, InvoiceFacts invoice, Money open) {
        Map<Placeholder, String> values = new EnumMap<>(Placeholder.class);
        values.put(Placeholder.CUSTOMER_NAME, oneLine(customerName));
        values.put(Placeholder.INVOICE_NUMBER, oneLine(invoice.number()));
        values.put(Placeholder.OPEN_AMOUNT, language.amount(open));
        values.put(Placeholder.DUE_DATE, language.date(invoice.dueDate()));
        values.put(Placeholder.PAYMENT_REFERENCE, oneLine(invoice.paymentReference()));
        values.put(Placeholder.SELLER_NAME, oneLine(invoice.sellerName()));
        values.put(Placeholder.SELLER_IBAN, grouped(oneLine(invoice.sellerIban())));
        Text text = texts.get(language).get(tone);
        return new Letter(language, text.subject().render(values), text.body().render(values));
    }

    /** Nothing from outside may start a new line: in a subject it would be a new mail header. */
    static String oneLine(String value) {
        String clean =
                value.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\p{Cf}]+", " ").strip();
        return clean.length() <= LONGEST_VALUE
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, clean.codePointCount(0, LONGEST_VALUE))) + "…";
    }

    private static String grouped(String iban) {
        String compact = iban.replace(" ", "");
        return compact.replaceAll("(.{" + IBAN_GROUP + "})(?=.)", "$1 ");
    }

    private static Text read(String resource) {
        try (InputStream in = ReminderTexts.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("missing text " + resource);
            }
            String[] parts = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\\R\\R", 2);
            return new Text(TextTemplate.parse(parts[0].strip()), TextTemplate.parse(parts[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
