package io.receivables.torture.statements;

import io.receivables.local.demo.bank.BankStatement;
import io.receivables.local.demo.bank.Camt053Writer;
import io.receivables.local.demo.bank.Remittance;
import io.receivables.local.demo.bank.StatementEntry;
import io.receivables.local.demo.bank.StatementEntry.Direction;
import io.receivables.torture.world.Cents;
import io.receivables.torture.world.Ibans;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Makes valid camt.053 files, no two the same: of three versions, with one to three statements and up to some dozen entries. */
final class Seeds {

    private static final LocalDate FIRST_DAY = LocalDate.parse("2025-01-01");
    private static final int DAYS = 360;
    private static final int ACCOUNTS = 5;
    private static final long LARGEST_CENTS = 500_000;
    private static final String NAMESPACE = "camt.053.001.08";
    private static final List<String> VERSIONS = List.of(NAMESPACE, "camt.053.001.04", "camt.053.001.02");

    private final SplittableRandom random;
    private int files;
    private int entries;

    Seeds(SplittableRandom random) {
        this.random = random;
    }

    byte[] next() {
        files++;
        LocalDate day = FIRST_DAY.plusDays(random.nextInt(DAYS));
        List<BankStatement> statements = new ArrayList<>();
        int count = random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 1;
        for (int i = 0; i < count; i++) {
            statements.add(statement(i, day));
        }
        return inVersion(
                VERSIONS.get(random.nextInt(VERSIONS.size())),
                new String(Camt053Writer.write("MSG-" + files, day, statements), StandardCharsets.UTF_8));
    }

    private BankStatement statement(int index, LocalDate day) {
        List<StatementEntry> list = new ArrayList<>();
        int size = random.nextInt(20) == 0 ? 100 + random.nextInt(100) : random.nextInt(13);
        for (int i = 0; i < size; i++) {
            list.add(entry(day));
        }
        return new BankStatement(
                "S-" + files + "-" + index,
                files,
                Ibans.german(8_000_000_000L + random.nextInt(ACCOUNTS)),
                "EUR",
                day,
                day,
                new BigDecimal(Cents.text(random.nextLong(LARGEST_CENTS))),
                list);
    }

    private StatementEntry entry(LocalDate day) {
        entries++;
        Direction direction =
                switch (random.nextInt(10)) {
                    case 0 -> Direction.FEE;
                    case 1 -> Direction.RETURNED;
                    default -> Direction.RECEIVED;
                };
        return new StatementEntry(
                "R-" + entries,
                day,
                new BigDecimal(Cents.text(1 + random.nextLong(LARGEST_CENTS))),
                direction,
                some("Müller & Söhne <" + entries + ">"),
                some(Ibans.german(7_000_000_000L + random.nextInt(1000))),
                some("E2E-" + entries),
                new Remittance(some("RF18539007547034"), some("T7-" + random.nextInt(100) + " köszönjük 謝謝")));
    }

    private Optional<String> some(String value) {
        return random.nextInt(5) == 0 ? Optional.empty() : Optional.of(value);
    }

    /** Until version 7 a party has no Pty around it, and until version 3 a status stands alone. */
    private static byte[] inVersion(String version, String file) {
        String result = file.replace(NAMESPACE, version);
        if (!version.equals(NAMESPACE)) {
            result = result.replace("<Pty>", "").replace("</Pty>", "");
            result = result.replace("<Sts><Cd>BOOK</Cd></Sts>", "<Sts>BOOK</Sts>");
        }
        return result.getBytes(StandardCharsets.UTF_8);
    }
}
