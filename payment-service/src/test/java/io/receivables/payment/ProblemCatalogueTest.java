package io.receivables.payment;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProblemCatalogueTest {
    @Test
    void everyCodeOfThisServiceIsInTheCatalogueWithItsStatusAndTitle() throws IOException {
        try (var in = getClass().getResourceAsStream("/problems.csv");
                var csv = CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            var lines = csv.stream()
                    .filter(row -> row.getField("owner").equals("payment"))
                    .map(row -> row.getField("code") + " " + row.getField("status") + " " + row.getField("title"))
                    .toList();

            assertThat(lines)
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(PaymentProblem.values())
                            .map(p -> p.code() + " " + p.status() + " " + p.title())
                            .toList());
        }
    }
}
