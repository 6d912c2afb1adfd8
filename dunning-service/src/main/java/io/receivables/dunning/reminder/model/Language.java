package io.receivables.dunning.reminder.model;

import io.receivables.chassis.money.Money;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Arrays;
import java.util.Currency;
import java.util.Locale;

/** The languages reminders are written in, with the way each writes amounts and dates. */
public enum Language {
    HU(new Locale("hu", "HU")),
    HR(new Locale("hr", "HR")),
    RO(new Locale("ro", "RO")),
    ZH(Locale.SIMPLIFIED_CHINESE),
    DA(new Locale("da", "DK")),
    EN(Locale.UK);

    private static final char NO_BREAK_SPACE = '\u00a0';

    private final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    /** The language of an ISO 639 code; English where there is no text in it. */
    public static Language of(String code) {
        String wanted = code.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(language -> language.code().equals(wanted))
                .findFirst()
                .orElse(EN);
    }

    /** The ISO 639 code. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The amount with the decimals of its currency and the currency's code, which no reader can take for another. */
    public String amount(Money money) {
        Currency currency = money.currency();
        DecimalFormat format = (DecimalFormat) NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(currency.getDefaultFractionDigits());
        format.setMaximumFractionDigits(currency.getDefaultFractionDigits());
        return format.format(money.amount()) + NO_BREAK_SPACE + currency.getCurrencyCode();
    }

    /** The date with the month in words (in figures where the language has no other way). */
    public String date(LocalDate date) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(locale)
                .format(date);
    }
}
