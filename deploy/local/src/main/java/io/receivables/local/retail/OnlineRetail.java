package io.receivables.local.retail;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.receivables.local.LocalFailure;
import io.receivables.local.Parallel;
import io.receivables.local.api.Answer;
import io.receivables.local.api.RunningSystem;
import io.receivables.local.api.TenantApi;
import io.receivables.local.system.Settings;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code local online-retail <file> [limit]}: issues the sales of the UCI "Online Retail" file as invoices and its cancellations as credit
 * notes on the running system. Nothing is tidied up before: what the services refuse is part of the report.
 */
public final class OnlineRetail {

    private static final String SELLER_VAT_ID = "GB123456782";
    private static final List<String> CUSTOMER_COLUMNS = List.of(
            "externalId",
            "kind",
            "name",
            "language",
            "timeZone",
            "currency",
            "paymentTermsKind",
            "paymentTermsDays",
            "preferredChannel",
            "street",
            "city",
            "postalCode",
            "countryCode",
            "email");

    private OnlineRetail() {}

    public static int run(List<String> arguments) {
        if (arguments.isEmpty()) {
            throw new LocalFailure("online-retail needs the file: online-retail <file.csv.gz> [number of documents]");
        }
        int limit = arguments.size() > 1 ? limit(arguments.get(1)) : Integer.MAX_VALUE;
        List<RetailDocument> documents = RetailFile.read(Path.of(arguments.get(0)), limit);
        RunningSystem system = RunningSystem.read(Settings.fromEnvironment().localJson());
        System.out.println(documents.size() + " documents in the file");
        RetailReport report = new RetailReport();
        RetailIssuer issuer = new RetailIssuer(
                system.as("finance"), seller(system.as("admin")), customers(system.as("sales"), documents), report);
        long begin = System.nanoTime();
        issueAll(documents, issuer);
        return report.print(System.out, (System.nanoTime() - begin) / 1e9) ? 0 : 1;
    }

    private static int limit(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new LocalFailure("The limit is not a number: " + text, e);
        }
    }

    /** Sales run side by side; a cancellation waits for all sales before it, because it refers to one of them. */
    private static void issueAll(List<RetailDocument> documents, RetailIssuer issuer) {
        try (Parallel parallel = new Parallel()) {
            List<RetailDocument> waiting = new ArrayList<>();
            for (RetailDocument document : documents) {
                if (document.isCancellation()) {
                    parallel.each(waiting, issuer::sale);
                    waiting.clear();
                    issuer.cancellation(document);
                } else {
                    waiting.add(document);
                }
            }
            parallel.each(waiting, issuer::sale);
        }
    }

    /** The seller of the file with the VAT rates of its time; a second run finds them in place. */
    private static String seller(TenantApi admin) {
        addVatRate(admin, "17.5", "2010-01-01", "2011-01-03");
        addVatRate(admin, "20", "2011-01-04", "2011-12-31");
        for (JsonNode seller : admin.invoicing().all("/v1/sellers")) {
            if (seller.path("vatId").asText().equals(SELLER_VAT_ID)) {
                return seller.path("sellerId").asText();
            }
        }
        Map<String, Object> seller = Map.of(
                "name",
                "Online Retail Ltd",
                "vatId",
                SELLER_VAT_ID,
                "iban",
                "GB82WEST12345698765432",
                "timeZone",
                "Europe/London",
                "address",
                Map.of("street", "1 High Street", "city", "London", "postalCode", "EC1A 1AA", "countryCode", "GB"),
                "numberingSeries",
                Map.of("invoicePrefix", "UCI-", "creditNotePrefix", "UCI-CN-"));
        return admin.invoicing()
                .post("/v1/sellers", seller)
                .expect(201)
                .json()
                .path("sellerId")
                .asText();
    }

    private static void addVatRate(TenantApi admin, String rate, String from, String to) {
        Map<String, Object> body =
                Map.of("country", "GB", "category", "S", "rate", rate, "validFrom", from, "validTo", to);
        admin.invoicing().post("/v1/vat-rates", body).expect(201, 409);
    }

    private static Map<String, String> customers(TenantApi sales, List<RetailDocument> documents) {
        byte[] file = customerFile(documents).getBytes(StandardCharsets.UTF_8);
        Answer answer = sales.customer()
                .postFile("/v1/customer-imports", "text/csv", file)
                .expect(200, 201);
        JsonNode report = answer.json();
        System.out.println("customers: " + report.path("created").asInt() + " new, "
                + report.path("unchanged").asInt() + " known, "
                + report.path("rejected").asInt() + " refused");
        Map<String, String> ids = new HashMap<>();
        sales.customer()
                .all("/v1/customers?q=UCI-")
                .forEach(customer -> ids.put(
                        customer.path("externalId").asText(),
                        customer.path("id").asText()));
        return ids;
    }

    private static String customerFile(List<RetailDocument> documents) {
        Map<String, RetailDocument> byKey = new LinkedHashMap<>();
        documents.forEach(document -> byKey.putIfAbsent(document.customerKey(), document));
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(CUSTOMER_COLUMNS);
            byKey.forEach((key, document) -> csv.writeRecord(
                    key,
                    "COMPANY",
                    "Customer " + key,
                    "en",
                    "Europe/London",
                    "GBP",
                    "NET",
                    "30",
                    "EMAIL",
                    "not in the file",
                    "not in the file",
                    "0",
                    RetailCountries.code(document.country()),
                    key.toLowerCase(Locale.ROOT) + "@retail.example"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
