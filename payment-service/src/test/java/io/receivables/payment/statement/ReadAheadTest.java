package io.receivables.payment.statement;

import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.payment.statement.CamtSamples.Entry;
import io.receivables.payment.statement.CamtSamples.Stmt;
import io.receivables.payment.statement.camt.CamtReader;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
    /** How many items each batch has of a statement of so many entries, without its header and its end. */
    private static List<Integer> batches(int entries, IntFunction<Entry> entry) {
        var statement = new Stmt("S1", "HU42117730161111101800000000");
        for (int i = 0; i < entries; i++) {
            statement.entry(entry.apply(i));
        }
        var file = CamtSamples.version("08").statement(statement).bytes();
        var sizes = new ArrayList<Integer>();
        try (var reader = new CamtReader(new ByteArrayInputStream(file))) {
            for (var batch = ReadAhead.batch(reader); !batch.isEmpty(); batch = ReadAhead.batch(reader)) {
                sizes.add(batch.size());
            }
        }
        return sizes.subList(1, sizes.size());
    }

    @Test
    void aBatchIsBoundByEntriesAndByTheirTransactions() {
        var ten = CamtSamples.part("0.10", "E-1", "").repeat(10);
        var many = CamtSamples.part("0.10", "E-1", "").repeat(1_500);

        assertThat(batches(1_001, i -> Entry.credit("1.00"))).containsExactly(1_000, 2);
        assertThat(batches(101, i -> Entry.credit("1.00").details(ten))).containsExactly(100, 2);
        assertThat(batches(2, i -> Entry.credit("150.00").details(many))).containsExactly(1, 1, 1);
    }

    @Test
    void aBatchIsBoundByWhatItsTextsComeTo() {
        var wordy =
                "<TxDtls><RltdPties><Dbtr><Nm>%1$s</Nm></Dbtr></RltdPties><RmtInf><Ustrd>%1$s</Ustrd></RmtInf></TxDtls>"
                        .formatted("x".repeat(2_000))
                        .repeat(300);

        assertThat(batches(4, i -> Entry.credit("1.00").details(wordy)))
                .as("600 transactions of 4,000 characters are more than two million")
                .containsExactly(2, 2, 1);
    }
}
