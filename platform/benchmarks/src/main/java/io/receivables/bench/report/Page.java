package io.receivables.bench.report;

import io.receivables.bench.Measured;
import java.util.List;
import java.util.Locale;

/** The figures as one HTML page without anything from elsewhere: a bar for the platform beside one for its limit, and all details. */
final class Page {

    private static final int WIDTH = 420;
    private static final int BAR = 14;

    private Page() {}

    static String of(List<Measured> measured) {
        StringBuilder html = new StringBuilder(
                """
                <!doctype html><html lang="en"><meta charset="utf-8"><title>Receivables benchmark</title>
                <style>body{font:14px sans-serif;margin:2em}table{border-collapse:collapse}td,th{padding:.4em .8em;
                border-bottom:1px solid #ddd;text-align:left;vertical-align:top}.n{text-align:right}
                .pass{color:#176f2c}.short{color:#b00}</style>
                <h1>Receivables benchmark</h1>
                <p>Medians of interleaved rounds; dark: the platform, light: the limit beside it.</p>
                <table><tr><th>work<th>clients<th><th class="n">system<th class="n">limit<th class="n">ratio
                <th class="n">goal<th><th>details</tr>
                """);
        measured.forEach(row -> html.append(row(row)));
        return html.append("</table></html>\n").toString();
    }

    private static String row(Measured m) {
        double most = Math.max(m.system(), m.limit());
        return String.format(
                Locale.ROOT,
                "<tr><td>%s<td class=\"n\">%d<td>%s<td class=\"n\">%.1f %s<td class=\"n\">%s<td class=\"n\">%.2f"
                        + "<td class=\"n\">%.2f<td class=\"%s\">%s<td>%s</tr>%n",
                escaped(m.name()),
                m.clients(),
                bars(m.system() / most, m.limit() / most),
                m.system(),
                escaped(m.unit()),
                m.limit() == 0 ? "" : String.format(Locale.ROOT, "%.1f", m.limit()),
                m.ratio(),
                m.goal(),
                m.pass() ? "pass" : "short",
                m.pass() ? "PASS" : "short",
                escaped(m.details().toString()));
    }

    private static String bars(double system, double limit) {
        return String.format(
                Locale.ROOT,
                "<svg width=\"%1$d\" height=\"%2$d\"><rect width=\"%3$d\" height=\"%4$d\" fill=\"#245\"/>"
                        + "<rect y=\"%5$d\" width=\"%6$d\" height=\"%4$d\" fill=\"#9bc\"/></svg>",
                WIDTH,
                2 * BAR + 2,
                Math.round(system * WIDTH),
                BAR,
                BAR + 2,
                Math.round(limit * WIDTH));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
