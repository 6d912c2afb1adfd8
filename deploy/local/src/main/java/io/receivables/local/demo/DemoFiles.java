package io.receivables.local.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.receivables.local.LocalFailure;
import io.receivables.local.demo.data.DemoCustomer;
import io.receivables.local.demo.data.DemoData;
import io.receivables.local.demo.data.DemoInvoice;
import io.receivables.local.demo.data.DemoLine;
import io.receivables.local.demo.data.PlannedPayment;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The demo's input as files that can be looked at: customers.csv, invoices.jsonl, payment-plan.jsonl and the bank's statements. */
final class DemoFiles {

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final List<String> CUSTOMER_COLUMNS = List.of(
            "externalId",
            "kind",
            "name",
            "vatId",
            "language",
            "timeZone",
            "currency",
            "region",
            "paymentTermsKind",
            "paymentTermsDays",
            "preferredChannel",
            "street",
            "city",
            "postalCode",
            "countryCode",
            "contactName",
            "contactEmail",
            "email",
            "phone",
            "ibans");

    private final Path folder;

    DemoFiles(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder.resolve("statements"));
        } catch (IOException e) {
            throw new LocalFailure("The folder " + folder + " cannot be made: " + e.getMessage(), e);
        }
    }

    void write(DemoData data) {
        save("customers.csv", customers(data.customers()).getBytes(StandardCharsets.UTF_8));
        save(
                "invoices.jsonl",
                lines(data.invoices().stream().map(DemoFiles::invoice).toList()));
        save(
                "payment-plan.jsonl",
                lines(data.payments().stream().map(DemoFiles::payment).toList()));
    }

    Path folder() {
        return folder;
    }

    byte[] customers() {
        try {
            return Files.readAllBytes(folder.resolve("customers.csv"));
        } catch (IOException e) {
            throw new LocalFailure("customers.csv cannot be read: " + e.getMessage(), e);
        }
    }

    void statement(int week, byte[] camt) {
        save(String.format("statements/week-%02d.xml", week), camt);
    }

    private static String customers(List<DemoCustomer> customers) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(CUSTOMER_COLUMNS);
            for (DemoCustomer c : customers) {
                csv.writeRecord(
                        c.externalId(),
                        c.kind(),
                        c.name(),
                        c.vatId(),
                        c.language(),
                        c.timeZone(),
                        c.currency(),
                        c.region(),
                        c.termsKind(),
                        Integer.toString(c.termsDays()),
                        "EMAIL",
                        c.street(),
                        c.city(),
                        c.postalCode(),
                        c.countryCode(),
                        c.contactName(),
                        c.email(),
                        c.email(),
                        c.phone(),
                        c.iban());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static Map<String, Object> invoice(DemoInvoice invoice) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("externalId", invoice.externalId());
        row.put("issueDate", invoice.issueDate().toString());
        row.put("seller", invoice.seller());
        row.put("customer", invoice.customer());
        row.put("currency", invoice.currency());
        row.put("orderReference", invoice.orderReference());
        row.put("lines", invoice.lines().stream().map(DemoFiles::line).toList());
        row.put("totalWithVat", invoice.totals().gross().toPlainString());
        return row;
    }

    private static Map<String, Object> line(DemoLine line) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("description", line.description());
        row.put("quantity", line.quantity().toPlainString());
        row.put("unitCode", line.unitCode());
        row.put("unitPrice", line.unitPrice().toPlainString());
        row.put("allowanceAmount", line.allowanceAmount().toPlainString());
        row.put("vatRate", line.vatRate().toPlainString());
        return row;
    }

    private static Map<String, Object> payment(PlannedPayment payment) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", payment.id());
        row.put("kind", payment.kind().name());
        row.put("bookingDate", payment.bookingDate().toString());
        row.put("account", payment.account());
        payment.customer().ifPresent(customer -> row.put("customer", customer));
        row.put("reference", payment.reference().name());
        row.put("invoices", payment.invoices());
        row.put("amount", payment.amount().toPlainString());
        payment.returnedOn().ifPresent(date -> row.put("returnedOn", date.toString()));
        return row;
    }

    private static byte[] lines(List<Map<String, Object>> rows) {
        return rows.stream()
                .map(DemoFiles::json)
                .collect(Collectors.joining("\n", "", "\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String json(Map<String, Object> row) {
        try {
            return JSON.writeValueAsString(row);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void save(String name, byte[] content) {
        try {
            Files.write(folder.resolve(name), content);
        } catch (IOException e) {
            throw new LocalFailure(folder.resolve(name) + " cannot be written: " + e.getMessage(), e);
        }
    }
}
