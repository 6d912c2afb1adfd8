package io.receivables.payment;

import io.receivables.payment.statement.CamtSamples;
import io.receivables.payment.statement.CamtSamples.Entry;
import io.receivables.payment.statement.CamtSamples.Stmt;

/** Ready statement files for tests that are about something else. */
public final class CamtSampleFiles {
    private CamtSampleFiles() {}

    public static byte[] one() {
        return CamtSamples.version("08")
                .statement(new Stmt("S1", "HU42117730161111101800000000")
                        .entry(Entry.credit("100.00").reference("B1").text("unknown")))
                .bytes();
    }

    /** A statement of many entries, each with a reference and a text of its own. */
    public static byte[] large(int entries) {
        var statement = new Stmt("LARGE", "HU42117730161111101800000000");
        for (int i = 0; i < entries; i++) {
            statement.entry(Entry.credit("1.00")
                    .reference("BANK-REFERENCE-2026-06-14-" + i)
                    .endToEnd("END-TO-END-" + i)
                    .payer("Debtor number " + i + " of a large statement", "HU93116000060000000012345676")
                    .text("Payment of invoice HU-2026-" + (100_000 + i) + " with our best thanks" + " .".repeat(230)));
        }
        return CamtSamples.version("08").statement(statement).bytes();
    }
}
