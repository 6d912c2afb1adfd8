package io.receivables.customer.customerimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.receivables.chassis.problem.FieldError;
import io.receivables.chassis.problem.Problem;
import io.receivables.customer.CustomerProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFileTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "externalId,name\nK-1,\"A, B\"\nK-2,C\n",
                "externalId;name\nK-1;A, B\nK-2;C\n",
                "\uFEFFexternalId;name\r\nK-1;\"A, B\"\r\nK-2;C\r\n",
                "EXTERNALID, Name \nK-1,\"A, B\"\n\n\nK-2,C",
                "\uFEFF\"externalId\",\"name\"\n\"K-1\",\"A, B\"\n\"K-2\",\"C\"",
            })
    void theFormsThatProgramsWriteAreRead(String text) throws IOException {
        var rows = read(text);

        assertThat(rows).extracting(CsvRow::externalId).containsExactly("K-1", "K-2");
        assertThat(rows.get(0).cells()).containsEntry(CsvColumn.NAME, "A, B");
    }

    @Test
    void rowsAreNumberedAsASpreadsheetShowsThem() throws IOException {
        var rows = read("externalId,name\n\nK-1,\"two\nlines\"\nK-2,C\n");

        assertThat(rows).extracting(CsvRow::number).containsExactly(3, 4);
    }

    @Test
    void aRepeatedExternalIdIsADuplicateAlsoInALaterPiece() throws IOException {
        try (var file = CsvFile.open(write("externalId\nK-1\nK-2\nK-1\n\" \"\n\" \"\n"))) {
            assertThat(file.next(2)).extracting(CsvRow::duplicate).containsExactly(false, false);
            assertThat(file.next(2)).extracting(CsvRow::duplicate).containsExactly(true);
            assertThat(file.next(2)).isEmpty();
        }
    }

    @Test
    void aRowOfAnotherLengthIsIncomplete() throws IOException {
        assertThat(read("externalId,name\nK-1\nK-2,A,B\nK-3,C\n"))
                .extracting(CsvRow::complete)
                .containsExactly(false, false, true);
    }

    @Test
    void aHeaderThatIsNotKnownIsRefusedWithEveryReason() {
        assertThatThrownBy(() -> read("name,colour,Name\nA,B,C\n")).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.code()).isEqualTo(CustomerProblem.CSV_HEADER_INVALID);
            assertThat(problem.errors())
                    .extracting(FieldError::field, FieldError::code)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("colour", "unknown_column"),
                            org.assertj.core.groups.Tuple.tuple("name", "duplicate_column"),
                            org.assertj.core.groups.Tuple.tuple("externalId", "missing_column"));
        });
    }

    @Test
    void wherverAFileIsCutItIsReadInPartOrRefusedButNeverMisread() throws IOException {
        var whole = CustomerFiles.of(3);
        var rows = read(whole);
        for (int length = 0; length < whole.length(); length += 3) {
            var path = write(whole.substring(0, length));
            try {
                CsvFile.inspect(path);
                var read = read(path);
                assertThat(read.subList(0, Math.max(0, read.size() - 1)))
                        .isEqualTo(rows.subList(0, Math.max(0, read.size() - 1)));
            } catch (Problem refusal) {
                assertThat(refusal.status()).isEqualTo(400);
            }
        }
    }

    @Test
    void randomBytesAreRefusedAndNeverFailOtherwise() throws IOException {
        var random = new Random(20260302);
        for (int i = 0; i < 300; i++) {
            var bytes = CustomerFiles.of(2).getBytes(StandardCharsets.UTF_8);
            for (int flips = random.nextInt(6); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            var path = Files.write(directory.resolve("random.csv"), bytes);
            try {
                CsvFile.inspect(path);
            } catch (Problem refusal) {
                assertThat(refusal.status()).isEqualTo(400);
            }
        }
    }

    private List<CsvRow> read(String text) throws IOException {
        return read(write(text));
    }

    private static List<CsvRow> read(Path path) throws IOException {
        try (var file = CsvFile.open(path)) {
            var rows = new ArrayList<CsvRow>();
            for (var piece = file.next(2); !piece.isEmpty(); piece = file.next(2)) {
                rows.addAll(piece);
            }
            return rows;
        }
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("customers.csv"), text);
    }
}
