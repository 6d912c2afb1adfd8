package io.receivables.local.demo;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Collects comparisons of an expected figure with an actual one and prints them. */
final class Checks {

    private final List<Check> checks = new ArrayList<>();

    /** One comparison; figures are compared as they are printed. */
    record Check(String name, String expected, String actual) {
        boolean holds() {
            return expected.equals(actual);
        }
    }

    void amount(String name, BigDecimal expected, BigDecimal actual) {
        checks.add(new Check(name, Account.grouped(expected), Account.grouped(actual)));
    }

    void equal(String name, Object expected, Object actual) {
        checks.add(new Check(name, Objects.toString(expected), Objects.toString(actual)));
    }

    boolean allHold() {
        return checks.stream().allMatch(Check::holds);
    }

    void print(PrintStream out) {
        out.println();
        out.printf("  %-58s %22s %22s%n", "check", "by the input files", "by the services");
        for (Check check : checks) {
            out.printf(
                    "  %-58s %22s %22s  %s%n",
                    check.name(), check.expected(), check.actual(), check.holds() ? "ok" : "WRONG");
        }
        long wrong = checks.stream().filter(check -> !check.holds()).count();
        out.println();
        out.println(
                wrong == 0
                        ? "  All " + checks.size() + " checks hold."
                        : "  " + wrong + " of " + checks.size() + " checks do NOT hold.");
    }
}
