package io.receivables.local.retail;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.receivables.local.LocalFailure;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Reads the "Online Retail" file (gzipped CSV): rows of one document stand together, in the order of time. */
final class RetailFile {

    private RetailFile() {}

    static List<RetailDocument> read(Path file, int limit) {
        Map<String, RetailDocument> documents = new LinkedHashMap<>();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder()
                .ofNamedCsvRecord(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (NamedCsvRecord row : csv) {
                String number = row.getField("InvoiceNo");
                if (documents.size() == limit && !documents.containsKey(number)) {
                    break;
                }
                documents.computeIfAbsent(number, n -> document(n, row)).rows().add(row(row));
            }
        } catch (IOException | UncheckedIOException e) {
            throw new LocalFailure(file + " cannot be read as gzipped CSV: " + e.getMessage(), e);
        }
        return List.copyOf(documents.values());
    }

    private static RetailDocument document(String number, NamedCsvRecord row) {
        return new RetailDocument(
                number,
                LocalDateTime.parse(row.getField("InvoiceDate")).toLocalDate(),
                row.getField("CustomerID"),
                row.getField("Country"),
                new ArrayList<>());
    }

    private static RetailDocument.Row row(NamedCsvRecord row) {
        return new RetailDocument.Row(
                row.getField("StockCode"),
                row.getField("Description"),
                new BigDecimal(row.getField("Quantity")),
                new BigDecimal(row.getField("UnitPrice")));
    }
}
