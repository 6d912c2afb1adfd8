package io.receivables.invoicing.billrun.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineCutterTest {
    private static final int LONGEST = 10;

    @Test
    void aRowHasTheNumberOfItsLineAndEmptyLinesAreNoRows() throws Exception {
        var portions = cut("\n \t\r\n  {1}\r\n\n{2}\n{3}\n   \n{4}", 2);

        assertThat(portions).extracting(Portion::rows).containsExactly(2, 2);
        assertThat(rows(portions)).containsExactly("3:{1}\r", "5:{2}", "6:{3}", "8:{4}");
    }

    @Test
    void aFileWithoutAnythingInItHasNoPortion() throws Exception {
        assertThat(cut("", 2)).isEmpty();
        assertThat(cut("\n\r\n  \n", 2)).isEmpty();
    }

    @Test
    void aLineThatIsTooLongIsKeptAsFarAsThatCanBeSeen() throws Exception {
        var portions = cut("x".repeat(200_000) + "\n" + "y".repeat(LONGEST) + "\n", 10);

        assertThat(rows(portions)).containsExactly("1:" + "x".repeat(LONGEST + 1), "2:" + "y".repeat(LONGEST));
    }

    @Test
    void aPortionOfLongLinesEndsBeforeItHasAllItsRows() throws Exception {
        var line = "z".repeat(1024 * 1024) + "\n";

        var portions = new ArrayList<Portion>();
        var cutter = new LineCutter(stream(line.repeat(5)), 100, 2 * 1024 * 1024);
        for (var next = cutter.next(); next.isPresent(); next = cutter.next()) {
            portions.add(next.get());
        }

        assertThat(portions).extracting(Portion::rows).containsExactly(2, 2, 1);
        assertThat(portions).extracting(Portion::firstRow).containsExactly(1, 3, 5);
    }

    private static List<Portion> cut(String file, int rows) throws IOException {
        var cutter = new LineCutter(stream(file), rows, LONGEST);
        var portions = new ArrayList<Portion>();
        for (var next = cutter.next(); next.isPresent(); next = cutter.next()) {
            portions.add(next.get());
        }
        return portions;
    }

    private static ByteArrayInputStream stream(String file) {
        return new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> rows(List<Portion> portions) {
        return portions.stream()
                .flatMap(portion -> Portion.lines(portion.firstRow(), portion.content()).stream())
                .map(line -> line.row() + ":" + new String(line.json(), StandardCharsets.UTF_8))
                .toList();
    }
}
