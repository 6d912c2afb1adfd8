package io.receivables.local.retail;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts what was issued and groups what was refused by its reason, with an example each. */
final class RetailReport {

    private final Map<String, List<String>> refused = new TreeMap<>();
    private int sales;
    private int creditNotes;
    private int unmatchedRows;
    private BigDecimal soldByFile = BigDecimal.ZERO;
    private BigDecimal soldByService = BigDecimal.ZERO;
    private BigDecimal credited = BigDecimal.ZERO;

    synchronized void sale(BigDecimal netByFile, BigDecimal netByService) {
        sales++;
        soldByFile = soldByFile.add(netByFile);
        soldByService = soldByService.add(netByService);
    }

    synchronized void creditNote(BigDecimal net) {
        creditNotes++;
        credited = credited.add(net);
    }

    synchronized void unmatched(String number, int rows) {
        if (rows > 0) {
            unmatchedRows += rows;
            refuse("cancelled item: no earlier sale of it to this customer at this price in the file", number);
        }
    }

    synchronized void refuse(String reason, String number) {
        refused.computeIfAbsent(reason, r -> new ArrayList<>()).add(number);
    }

    /** Prints the report; true when the service's net total equals the file's. */
    boolean print(PrintStream out, double seconds) {
        out.println();
        out.printf(
                Locale.ENGLISH,
                "%d invoices and %d credit notes in %.1f s (%.0f documents a second)%n",
                sales,
                creditNotes,
                seconds,
                (sales + creditNotes) / Math.max(seconds, 0.001));
        out.printf(Locale.ENGLISH, "  net total of the invoices by the file      GBP %,15.2f%n", soldByFile);
        out.printf(Locale.ENGLISH, "  net total of the invoices by the service   GBP %,15.2f%n", soldByService);
        out.printf(Locale.ENGLISH, "  net total of the credit notes              GBP %,15.2f%n", credited);
        out.printf("  cancelled rows without a sale in the file  %d%n", unmatchedRows);
        out.println("Refused, and why:");
        refused.forEach((reason, numbers) ->
                out.printf("  %5d  %s (for example %s)%n", numbers.size(), reason, numbers.get(0)));
        if (refused.isEmpty()) {
            out.println("      0");
        }
        return soldByFile.compareTo(soldByService) == 0;
    }
}
