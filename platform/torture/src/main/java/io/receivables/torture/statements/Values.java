package io.receivables.torture.statements;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Puts other values into a file whose form stays right. */
final class Values {

    private static final Pattern ANY = Pattern.compile(">([^<>\\s][^<>]*)</");
    private static final Pattern DATE = Pattern.compile("<(?:Dt|DtTm|CreDtTm|FrDtTm|ToDtTm)>([^<]*)</");
    private static final Pattern AMOUNT = Pattern.compile("<Amt [^>]*>([^<]*)</");
    private static final Pattern CURRENCY = Pattern.compile("(?:Ccy=\"|<Ccy>)([^\"<]*)[\"<]");
    private static final Pattern TEXT = Pattern.compile("<(?:Ustrd|Nm|Ref|EndToEndId|AcctSvcrRef|Id|Cd)>([^<]*)</");

    private static final List<String> DATES = List.of(
            "",
            "2025-02-30",
            "2025-13-01",
            "0000-00-00",
            "9999-12-31",
            "-2025-01-01",
            "1899-12-31",
            "2999-12-31",
            "20250101",
            "2025-01-01T25:61:61Z",
            "today",
            "١٢٣٤-٠١-٠١",
            "+1000000000-01-01",
            "2025-1-1",
            "0001-01-01");
    private static final List<String> AMOUNTS = List.of(
            "",
            "0",
            "-1.00",
            "-0",
            "1e308",
            "1E400",
            "NaN",
            "Infinity",
            "1,00",
            "1.001",
            "0.00000000000000001",
            "+5.00",
            ".5",
            "5.",
            "9999999999999",
            "10000000000000",
            "99999999999999999999999999",
            "0x10",
            "１２",
            "1 000.00",
            "1.0000000");
    private static final List<String> CURRENCIES = List.of(
            "", "XXX", "eur", "EURO", "EU", "XAU", "HUF", "JPY", "KWD", "USD", "???", "E\u0301R", "ZWL", "XTS", "€");
    private static final List<String> PIECES =
            List.of("x", "ő", "漢", "😀", "RF18539007547034 ", "' ; -- ", "\\u0000", "%s{}");

    private final SplittableRandom random;

    Values(SplittableRandom random) {
        this.random = random;
    }

    /** Any text becomes any of the odd values. */
    byte[] changed(byte[] file) {
        List<List<String>> odd = List.of(DATES, AMOUNTS, CURRENCIES, PIECES);
        return replaced(file, ANY, one(odd.get(random.nextInt(odd.size()))));
    }

    byte[] date(byte[] file) {
        return replaced(file, DATE, one(DATES));
    }

    byte[] amount(byte[] file) {
        return replaced(file, AMOUNT, one(AMOUNTS));
    }

    byte[] currency(byte[] file) {
        return replaced(file, CURRENCY, one(CURRENCIES));
    }

    byte[] longText(byte[] file) {
        return replaced(file, TEXT, one(PIECES).repeat(1 + random.nextInt(3000)));
    }

    /** Every amount at the upper end of what is taken as one, in an entry of ten thousand. */
    byte[] largestAmounts(byte[] file) {
        String amount = random.nextBoolean() ? "9999999999999" : "999999999999.99";
        String text = Mutations.text(file).replaceAll("(<Amt [^>]*>)[^<]*<", "$1" + amount + "<");
        int entry = text.indexOf("<Ntry>");
        if (entry < 0) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        String plain = "<Ntry><Amt Ccy=\"EUR\">" + amount + "</Amt><CdtDbtInd>CRDT</CdtDbtInd></Ntry>";
        return (text.substring(0, entry) + plain.repeat(1100) + text.substring(entry)).getBytes(StandardCharsets.UTF_8);
    }

    private String one(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** One match, with another text in its group. */
    private byte[] replaced(byte[] bytes, Pattern pattern, String value) {
        String file = Mutations.text(bytes);
        List<MatchResult> found =
                new ArrayList<>(pattern.matcher(file).results().toList());
        if (found.isEmpty()) {
            return bytes;
        }
        MatchResult match = found.get(random.nextInt(found.size()));
        return (file.substring(0, match.start(1)) + value + file.substring(match.end(1)))
                .getBytes(StandardCharsets.UTF_8);
    }
}
