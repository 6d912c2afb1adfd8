package io.receivables.customer.customerimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.customer.CustomerApi;
import io.receivables.customer.Database;
import io.receivables.customer.events.Topics;
import io.receivables.testkit.Awaits;
import io.receivables.testkit.EventContracts;
import io.receivables.testkit.ReceivablesTestResource;
import io.receivables.testkit.TopicProbe;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(
        value = ReceivablesTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "customer"))
class CustomerImportIT {
    private static final Logger LOG = Logger.getLogger(CustomerImportIT.class);

    private final CustomerApi api = CustomerApi.ofNewTenant();

    @TestHTTPResource
    URI service;

    @Test
    void h8AThousandRowsWithThreeBrokenOnesLandAndTheSameFileAgainChangesNothing() {
        var file = CustomerFiles.of(1000)
                .replace("DE%09d,de,Europe/Berlin,EUR".formatted(17), "DE%09d,de,Europe/Berlin,EURO".formatted(17))
                .replace("\"Handel 400, GmbH\"", "")
                .replace("+49 221 100999,DE", "+49 221 100999,XX");

        var first = importText(file);

        first.then().statusCode(201).body("status", equalTo("COMPLETED"));
        assertCounts(first, 1000, 997, 0, 0, 3);
        assertThat(first.<List<Map<String, Object>>>path("errors"))
                .extracting(error -> error.get("row") + " " + error.get("field") + " " + error.get("code"))
                .containsExactly("18 currency unknown_currency", "401 name required", "1000 ibans iban_invalid");
        assertThat(Database.number(api.tenant(), "select count(*) from outbox")).isEqualTo(997);
        assertThat(Database.number(api.tenant(), "select count(*) from audit_entries"))
                .isEqualTo(997);

        var versions = Database.number(api.tenant(), "select sum(version) from customers");
        var second = importText(file);

        assertCounts(second, 1000, 0, 0, 997, 3);
        assertThat(Database.number(api.tenant(), "select sum(version) from customers"))
                .isEqualTo(versions);
        assertThat(Database.number(api.tenant(), "select count(*) from outbox")).isEqualTo(997);
        assertThat(Database.number(api.tenant(), "select count(*) from audit_entries"))
                .isEqualTo(997);
        try (var topic = TopicProbe.on(Topics.CUSTOMERS)) {
            Awaits.until("997 events", () -> topic.events(api.tenant()).size() >= 997);
            assertThat(topic.events(api.tenant())).hasSize(997).allSatisfy(event -> {
                EventContracts.assertValid(event);
                assertThat(event.sequence()).isEqualTo(1);
            });
        }
    }

    @Test
    void onlyRowsThatSayOtherwiseChangeTheirCustomers() {
        importText(CustomerFiles.of(20)).then().statusCode(201);

        var report = importText(CustomerFiles.of(21).replace("\"Handel 7, GmbH\"", "\"Handel Sieben\""));

        assertCounts(report, 21, 1, 1, 19, 0);
        api.request()
                .queryParam("q", "sieben")
                .get("/v1/customers")
                .then()
                .body("items.externalId", equalTo(List.of("K-7")))
                .body("items[0].version", equalTo(2));
        try (var topic = TopicProbe.on(Topics.CUSTOMERS)) {
            var changed = topic.await(
                    "the change",
                    event -> event.tenant().equals(api.tenant()) && event.type().equals("CustomerChanged.v1"));
            assertThat(changed.sequence()).isEqualTo(2);
            assertThat(changed.data().get("changedFields").toString()).isEqualTo("[\"name\"]");
            EventContracts.assertValid(changed);
        }
    }

    @Test
    void anImportedCustomerEqualsTheSameOneRegisteredByRequest() {
        var id = api.register(CustomerApi.customer("C-1001"));
        var file = "externalId;kind;name;vatId;language;timeZone;currency;region;paymentTermsKind;paymentTermsDays;"
                + "preferredChannel;street;city;postalCode;countryCode;email;phone;ibans;contactName;contactEmail;"
                + "contactRole\r\nC-1001;COMPANY;Duna Pékség Kft.;HU12345678;hu;Europe/Budapest;HUF;Budapest;NET;30;"
                + "EMAIL;Váci út 1.;Budapest;1133;HU;penzugy@example.com;+36 1 234 5678;"
                + "HU42 1177 3016 1111 1018 0000 0000;Kovács Anna;anna.kovacs@example.com;accounts payable\r\n";

        assertCounts(importText("\uFEFF" + file), 1, 0, 0, 1, 0);

        api.get(id).then().header("ETag", equalTo("\"1\""));
    }

    @Test
    void aColumnThatIsNotInTheFileKeepsItsValueAndAnEmptyCellRemovesIt() {
        var id = api.register(CustomerApi.customer("C-1"));

        assertCounts(importText("externalId,region\nC-1,\n"), 1, 0, 1, 0, 0);

        var response = api.get(id);
        response.then().body("name", equalTo("Duna Pékség Kft.")).body("contacts.size()", equalTo(1));
        assertThat(response.<String>path("region")).isNull();
    }

    @Test
    void twoRowsOfOneExternalIdAreNotAppliedInTurn() {
        var file = CustomerFiles.of(2) + CustomerFiles.row(1).replace("Köln", "Bonn") + "\n";

        var first = importText(file);

        assertCounts(first, 3, 2, 0, 0, 1);
        first.then().body("errors[0].row", equalTo(4)).body("errors[0].code", equalTo("duplicate_in_file"));
        assertCounts(importText(file), 3, 0, 0, 2, 1);
    }

    @Test
    void rowsOfTheWrongLengthAndUnreadableNumbersAreReported() {
        var file = CustomerFiles.HEADER + "\nK-1,COMPANY\n"
                + CustomerFiles.row(2).replace(",NET,2,", ",NET,two,") + "\n\n" + CustomerFiles.row(3) + "\n";

        var report = importText(file);

        assertCounts(report, 3, 1, 0, 0, 2);
        report.then()
                .body("errors.row", equalTo(List.of(2, 3)))
                .body("errors.code", equalTo(List.of("wrong_cell_count", "not_a_number")));
    }

    @Test
    void theReportAndAllItsErrorsCanBeReadLater() {
        var rows = IntStream.range(0, 1200).mapToObj(i -> "K-" + i).toList();
        var report = importText("externalId\n" + String.join("\n", rows));

        report.then().statusCode(201).body("errors.size()", equalTo(1000)).body("moreErrors", equalTo(true));
        var id = report.<String>path("id");
        assertThat(report.header("Location")).endsWith("/v1/customer-imports/" + id);
        assertThat(api.request().get("/v1/customer-imports/" + id).asString()).isEqualTo(report.asString());
        var page = api.request().queryParam("limit", 500).get("/v1/customer-imports/" + id + "/errors");
        page.then().statusCode(200).body("items.size()", equalTo(500));
        var next = api.request()
                .queryParam("limit", 500)
                .queryParam("cursor", page.<String>path("nextCursor"))
                .get("/v1/customer-imports/" + id + "/errors");
        assertThat(next.<Integer>path("items[0].row")).isGreaterThanOrEqualTo(page.path("items[499].row"));
        assertThat(next.<List<Object>>path("items")).doesNotContainAnyElementsOf(page.<List<Object>>path("items"));
    }

    @Test
    void tenThousandRowsTakeSeconds() {
        var file = CustomerFiles.of(10_000).getBytes(StandardCharsets.UTF_8);

        long first = measured(() -> assertCounts(api.importCsv(file), 10_000, 10_000, 0, 0, 0));
        long again = measured(() -> assertCounts(api.importCsv(file), 10_000, 0, 0, 10_000, 0));

        LOG.infof("10,000 rows (%d bytes): imported in %d ms, again in %d ms", file.length, first, again);
        assertThat(Duration.ofMillis(first)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void theSameFileTwiceAtOnceRegistersEachCustomerOnce() {
        var file = CustomerFiles.of(2000).getBytes(StandardCharsets.UTF_8);

        var imports = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> api.importCsv(file)))
                .toList();
        var reports = imports.stream().map(CompletableFuture::join).toList();

        assertThat(reports).extracting(Response::statusCode).containsOnly(201);
        assertThat(reports.stream().mapToInt(report -> report.path("created")).sum())
                .isEqualTo(2000);
        assertThat(reports.stream().mapToInt(report -> report.path("unchanged")).sum())
                .isEqualTo(6000);
        assertThat(Database.number(api.tenant(), "select count(*) from outbox")).isEqualTo(2000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "externalId,colour%nK-1,red%n          | csv_header_invalid | unknown_column",
                "name,kind%nX,PERSON%n                 | csv_header_invalid | missing_column",
                "externalId,name,Name%nK-1,X,X%n       | csv_header_invalid | duplicate_column",
                "%n                                    | csv_header_invalid | missing_column",
                "K-1,COMPANY,Handel%n                  | csv_header_invalid | missing_column",
                "externalId,name%nK-1,X%nK-2,\"cut     | csv_truncated      | ",
                "externalId,name,kind%nK-1,X,PERSON%nK-2,cut | csv_truncated | ",
                "externalId,name%nK-1,\"X\"y%n         | csv_malformed      | ",
            })
    void aFileThatIsUnusableAsAWholeChangesNothing(String file, String code, String fieldCode) {
        var response = importText(file.formatted());

        response.then().statusCode(400).contentType("application/problem+json").body("code", equalTo(code));
        if (fieldCode != null) {
            assertThat(response.<List<String>>path("errors.code")).contains(fieldCode);
        }
        assertThat(Database.rows(api.tenant())).containsOnly(0L);
    }

    @Test
    void filesThatAreNoTextAreRefused() {
        var workbook = new byte[] {'P', 'K', 3, 4, 20, 0, 6, 0, 8, 0, 0, 0, '!', 0, (byte) 0xdf, (byte) 0xa4};
        var latin = (CustomerFiles.of(3)).getBytes(Charset.forName("windows-1250"));
        var withNul = "externalId,name\nK-1,a\0b\n".getBytes(StandardCharsets.UTF_8);
        var utf16 = CustomerFiles.of(1).getBytes(StandardCharsets.UTF_16);

        for (var file : List.of(latin, withNul, utf16)) {
            api.importCsv(file).then().statusCode(400).body("code", equalTo("csv_not_text"));
        }
        api.importCsv(workbook).then().statusCode(400).contentType("application/problem+json");
        api.importCsv(new byte[0]).then().statusCode(400).body("code", equalTo("csv_header_invalid"));
        assertThat(Database.rows(api.tenant())).containsOnly(0L);
    }

    @Test
    void aFileLargerThanAllowedIsRefusedBeforeItIsSent() throws IOException {
        try (var socket = new Socket(service.getHost(), service.getPort())) {
            socket.getOutputStream().write(head(100 * 1024 * 1024).getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();

            socket.setSoTimeout(30_000);
            var answer = new StringBuilder();
            for (int c = socket.getInputStream().read();
                    c >= 0 && c != '}';
                    c = socket.getInputStream().read()) {
                answer.append((char) c);
            }

            assertThat(answer.toString()).startsWith("HTTP/1.1 413 ").contains("\"code\":\"body_too_large\"");
        }
        assertThat(Database.rows(api.tenant())).containsOnly(0L);
    }

    @Test
    void anUploadThatBreaksOffChangesNothing() throws IOException {
        var file = CustomerFiles.of(2000).getBytes(StandardCharsets.UTF_8);
        var head = head(file.length);
        for (int i = 0; i < 20; i++) {
            try (var socket = new Socket(service.getHost(), service.getPort())) {
                socket.setSoLinger(true, 0);
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().write(file, 0, file.length / 21 * (i + 1));
                socket.getOutputStream().flush();
            }
        }

        importText("externalId\n").then().statusCode(201).body("rows", equalTo(0));

        assertThat(Database.number(api.tenant(), "select count(*) from customers"))
                .isZero();
        assertThat(Database.number(api.tenant(), "select count(*) from customer_imports"))
                .isEqualTo(1);
    }

    private String head(int length) {
        return "POST /v1/customer-imports HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + api.token()
                + "\r\nContent-Type: text/csv\r\nContent-Length: " + length + "\r\n\r\n";
    }

    private static long measured(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    private Response importText(String file) {
        return api.importCsv(file.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertCounts(Response report, int rows, int created, int changed, int unchanged, int rejected) {
        report.then()
                .statusCode(201)
                .body("created", equalTo(created))
                .body("changed", equalTo(changed))
                .body("unchanged", equalTo(unchanged))
                .body("rejected", equalTo(rejected))
                .body("rows", equalTo(rows));
    }
}
