package io.receivables.payment.statement;

import static io.receivables.payment.World.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.chassis.json.Json;
import io.receivables.payment.Database;
import io.receivables.payment.PaymentIntegrationTest;
import io.receivables.payment.World;
import io.receivables.payment.statement.CamtSamples.Entry;
import io.receivables.payment.statement.CamtSamples.Stmt;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StatementImportIT extends PaymentIntegrationTest {
    private static final String ACCOUNT = "HU42117730161111101800000000";
    private static final String PAYER = "HU93116000060000000012345676";

    private static byte[] file(Stmt... statements) {
        var sample = CamtSamples.version("08");
        for (var statement : statements) {
            sample.statement(statement);
        }
        return sample.bytes();
    }

    private String firstPayment() {
        return "/v1/payments/"
                + Database.texts(world.tenant(), "select payment_id::text from payments order by payment_id")
                        .get(0);
    }

    @Test
    void C4_eachEntryBecomesOneBankTransactionAndTheSameFileAgainCreatesNone() {
        var file = file(new Stmt("S1", ACCOUNT)
                .opening("10.00")
                .entry(Entry.credit("100.00").reference("B1").text("unknown"))
                .entry(Entry.credit("50.00").reference("B2"))
                .entry(Entry.debit("3.00").reference("B3").text("fee")));

        var first = world.importCamt(file);
        var state = Database.state(world.tenant());
        var second = world.importCamt(file);

        assertThat(first.statusCode()).as(first.asString()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(Database.state(world.tenant())).isEqualTo(state);
        var statement = Json.tree(first.asString()).get("statements").get(0);
        assertThat(statement.get("entryCount").asInt()).isEqualTo(3);
        assertThat(statement.get("paymentCount").asInt()).isEqualTo(2);
        assertThat(statement.get("balanced").asBoolean()).isTrue();
        assertThat(world.read("/v1/statements/" + statement.get("statementId").asText() + "/entries")
                        .get("items"))
                .hasSize(3);
        assertThat(world.read("/v1/statement-imports/"
                        + Json.tree(first.asString()).get("importId").asText()))
                .isEqualTo(Json.tree(first.asString()));
    }

    @Test
    void C4_aCsvFileIsImportedAndTheSameFileAgainCreatesNothing() {
        var customer = world.customer();
        var invoice = world.invoice(customer, "HU-2026-0001", "100.00", "2026-02-28");
        var csv = "account,currency,bookingDate,amount,reference,counterpartyName,remittanceInformation\n" + ACCOUNT
                + ",EUR,2026-06-14,100.00,B1,Duna Kft.,HU-2026-0001\n" + ACCOUNT + ",EUR,2026-06-14,-3.00,B2,,fee\n";

        var first = world.as("finance").contentType("text/csv").body(csv).post("/v1/statement-imports");
        var second = world.as("finance").contentType("text/csv").body(csv).post("/v1/statement-imports");

        assertThat(first.statusCode()).as(first.asString()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(world.open(invoice.id())).isZero();
        assertThat(Database.number(world.tenant(), "select count(*) from bank_transactions"))
                .isEqualTo(2);
    }

    @Test
    void entriesAreAllocatedByReferenceTextAndAccount() {
        var customer = world.customer(PAYER);
        world.invoice(customer, "HU-2026-0011", "100.00", "2026-02-28");
        world.invoice(customer, "HU-2026-0012", "100.00", "2026-03-31");
        world.invoice(customer, "HU-2026-0013", "100.00", "2026-01-31");

        world.imported(file(new Stmt("S1", ACCOUNT)
                .entry(Entry.credit("100.00").structured(World.reference("HU-2026-0012")))
                .entry(Entry.credit("60.00").text("invoice HU-2026-0011"))
                .entry(Entry.credit("140.00").payer("Duna Kft.", PAYER))));

        assertThat(
                        Database.texts(
                                world.tenant(),
                                "select invoice_number || ' ' || trim_scale(amount) || ' ' || rule from allocations order by allocation_id"))
                .containsExactly(
                        "HU-2026-0012 100 STRUCTURED_REFERENCE",
                        "HU-2026-0011 60 INVOICE_NUMBER",
                        "HU-2026-0013 100 OLDEST_DUE",
                        "HU-2026-0011 40 OLDEST_DUE");
    }

    @Test
    void aBatchEntryBecomesOneTransactionAndOnePaymentPerPart() throws Exception {
        var customer = world.customer();
        world.invoice(customer, "HU-2026-0101", "40.00", "2026-02-28");
        world.invoice(customer, "HU-2026-0102", "60.00", "2026-02-28");

        var report = world.imported(java.nio.file.Files.readAllBytes(
                java.nio.file.Path.of("src/test/resources/statements/camt.053.001.04-batch.xml")));

        assertThat(report.get("statements").get(0).get("entryCount").asInt()).isEqualTo(1);
        assertThat(report.get("statements").get(0).get("paymentCount").asInt()).isEqualTo(2);
        assertThat(Database.number(world.tenant(), "select count(*) from open_items where status = 'SETTLED'"))
                .isEqualTo(2);
    }

    @Test
    void aBatchOfMorePaymentsThanAreWrittenTogetherIsRecordedWholeAndInOrder() {
        var parts = new StringBuilder();
        for (int i = 1; i <= 1_100; i++) {
            parts.append(CamtSamples.part("1.00", "E-" + i, ""));
        }
        var report = world.imported(
                file(new Stmt("S1", ACCOUNT).entry(Entry.credit("1100.00").details(parts.toString()))));

        assertThat(report.get("statements").get(0).get("paymentCount").asInt()).isEqualTo(1_100);
        assertThat(Database.texts(world.tenant(), "select end_to_end_id from payments order by payment_id"))
                .hasSize(1_100)
                .startsWith("E-1", "E-2")
                .endsWith("E-1099", "E-1100");
    }

    @Test
    void theSameEntryInAnotherFileIsRecognisedByTheBanksReference() {
        var known = Entry.credit("100.00").reference("B1");
        world.imported(file(new Stmt("S1", ACCOUNT).entry(known)));

        var report = world.imported(file(new Stmt("S2", ACCOUNT)
                .entry(Entry.credit("100.00").reference("B1"))
                .entry(Entry.credit("100.00").reference("B1"))
                .entry(Entry.credit("7.00").reference("B2"))));

        var statement = report.get("statements").get(0);
        assertThat(statement.get("duplicateCount").asInt()).isEqualTo(1);
        assertThat(statement.get("paymentCount").asInt()).isEqualTo(2);
        assertThat(statement.get("balanced").asBoolean()).isTrue();
        assertThat(
                        Database.texts(
                                world.tenant(),
                                """
                        select t.line_number || ' ' || trim_scale(t.amount) || ' ' || trim_scale(p.amount) from payments p
                          join bank_transactions t on t.tenant_id = p.tenant_id and t.transaction_id = p.bank_transaction_id
                         order by p.payment_id"""))
                .containsExactly("1 100 100", "2 100 100", "3 7 7");
    }

    @Test
    void theSameStatementInAnotherFileIsRecognisedByItsIdentity() {
        var statement = new Stmt("S1", ACCOUNT).entry(Entry.credit("100.00"));
        world.imported(file(statement));

        var report =
                world.imported(file(statement, new Stmt("S2", "HR1210010051863000160").entry(Entry.credit("1.00"))));

        assertThat(report.get("statements").get(0).get("status").asText()).isEqualTo("IMPORTED");
        assertThat(report.get("statements").get(1).get("status").asText()).isEqualTo("ALREADY_IMPORTED");
        assertThat(Database.number(world.tenant(), "select count(*) from payments"))
                .isEqualTo(2);
    }

    @Test
    void aBalanceThatDoesNotAddUpIsReported() {
        var report = world.imported(
                file(new Stmt("S1", ACCOUNT).opening("0.00").closing("99.99").entry(Entry.credit("100.00"))));

        var statement = report.get("statements").get(0);
        assertThat(statement.get("balanced").asBoolean()).isFalse();
        assertThat(statement.get("difference").asText()).isEqualTo("-0.01");
    }

    @Test
    void aReturnTakesThePaymentBackAndReopensTheInvoice() {
        var customer = world.customer();
        var invoice = world.invoice(customer, "HU-2026-0021", "100.00", "2026-02-28");
        world.imported(file(new Stmt("S1", ACCOUNT)
                .entry(Entry.credit("100.00").reference("B1").endToEnd("E-1").text("HU-2026-0021"))));
        assertThat(world.open(invoice.id())).isZero();

        var report = world.imported(file(new Stmt("S2", ACCOUNT)
                .entry(Entry.debit("100.00").reference("B2").endToEnd("E-1").returned("AC04"))));

        assertThat(report.get("statements").get(0).get("reversalCount").asInt()).isEqualTo(1);
        assertThat(world.open(invoice.id())).isEqualByComparingTo("100.00");
        assertThat(world.read(firstPayment()).get("status").asText()).isEqualTo("REVERSED");
        assertThat(
                        Database.texts(
                                world.tenant(),
                                "select convert_from(payload, 'UTF8')::jsonb->>'returnReasonCode' from outbox where type = 'PaymentReversed.v1'"))
                .containsExactly("AC04");
    }

    @Test
    void aReversalIndicatorInTheSameFileWithTheBanksReferenceTakesThePaymentBack() {
        world.imported(file(new Stmt("S1", ACCOUNT)
                .entry(Entry.credit("100.00").reference("B1"))
                .entry(Entry.debit("100.00").reference("B1").reversal())));

        assertThat(world.read(firstPayment()).get("status").asText()).isEqualTo("REVERSED");
    }

    @Test
    void aReturnThatFitsNoPaymentOrTwoIsKeptForAPerson() {
        world.imported(file(new Stmt("S1", ACCOUNT)
                .entry(Entry.credit("100.00").endToEnd("E-1"))
                .entry(Entry.credit("100.00").endToEnd("E-1"))
                .entry(Entry.debit("100.00").endToEnd("E-1").returned("MD06"))
                .entry(Entry.debit("55.00").endToEnd("E-9").returned("MD06"))));

        assertThat(Database.texts(
                        world.tenant(),
                        "select outcome from bank_transactions where direction = 'DEBIT' order by line_number"))
                .containsExactly("RETURN_UNMATCHED", "RETURN_UNMATCHED");
        assertThat(Database.number(world.tenant(), "select count(*) from payments where status = 'REVERSED'"))
                .isZero();
    }

    @Test
    void ofABatchOnlyReturnsAreTakenBackAndItIsOpenAsLongAsOneOfThemIs() {
        var received = world.imported(file(new Stmt("S1", ACCOUNT)
                .entry(Entry.credit("160.00")
                        .details(CamtSamples.part("10.00", "E-1", "")
                                + CamtSamples.part("20.00", "E-2", "")
                                + CamtSamples.part("30.00", "E-3", "")
                                + CamtSamples.part("100.00", "E-4", "AC04")))));
        world.imported(file(new Stmt("S2", ACCOUNT)
                .entry(Entry.debit("60.00")
                        .details(CamtSamples.part("10.00", "E-1", "AC04")
                                + CamtSamples.part("20.00", "E-2", "")
                                + CamtSamples.part("30.00", "E-9", "AC04")))
                .entry(Entry.debit("50.00")
                        .details(CamtSamples.part("30.00", "E-3", "AC04") + CamtSamples.part("20.00", "E-2", "")))));

        assertThat(received.get("statements").get(0).get("paymentCount").asInt())
                .as("without what comes back to us")
                .isEqualTo(3);
        assertThat(Database.texts(
                        world.tenant(), "select trim_scale(amount) || ' ' || status from payments order by payment_id"))
                .containsExactly("10 REVERSED", "20 UNAPPLIED", "30 REVERSED");
        assertThat(
                        Database.texts(
                                world.tenant(),
                                """
                        select outcome || ' ' || cardinality(reversed_payment_ids) from bank_transactions
                         where direction = 'DEBIT' order by line_number"""))
                .containsExactly("RETURN_UNMATCHED 1", "RETURN 1");
    }

    @Test
    void aReturnOfWhatAPersonReversedBeforeTakesNoOtherPaymentBack() {
        world.imported(file(new Stmt("S1", ACCOUNT)
                .entry(Entry.credit("100.00").endToEnd("E-1"))
                .entry(Entry.credit("70.00").reference("B1"))));
        Database.texts(world.tenant(), "select payment_id::text from payments").forEach(this::reverse);

        world.imported(file(new Stmt("S2", ACCOUNT)
                .entry(Entry.debit("70.00").reference("B1").reversal())
                .entry(Entry.credit("100.00").endToEnd("E-1"))
                .entry(Entry.credit("70.00").reference("B1").date("2026-06-15"))
                .entry(Entry.debit("100.00").endToEnd("E-1").returned("AC04"))
                .entry(Entry.debit("70.00").reference("B1").date("2026-06-15").reversal())));

        assertThat(Database.texts(world.tenant(), "select outcome from bank_transactions where direction = 'DEBIT'"))
                .containsOnly("RETURN_UNMATCHED");
        assertThat(Database.number(world.tenant(), "select count(*) from payments where status = 'REVERSED'"))
                .isEqualTo(2);
    }

    private void reverse(String paymentId) {
        assertThat(world.post("/v1/payments/" + paymentId + "/reversals", Map.of("reason", "called the bank"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void theSameFileSentByManyAtOnceIsImportedOnce() throws Exception {
        var file = file(new Stmt("S1", ACCOUNT)
                .entry(Entry.credit("100.00").reference("B1"))
                .entry(Entry.credit("50.00").reference("B2")));
        var calls = new ArrayList<Callable<String>>();
        for (int i = 0; i < 12; i++) {
            calls.add(() -> {
                var response = world.importCamt(file);
                return response.statusCode() + response.asString();
            });
        }
        var pool = Executors.newFixedThreadPool(12);
        var answers = new ArrayList<String>();
        for (var done : pool.invokeAll(calls)) {
            answers.add(done.get());
        }
        pool.shutdown();

        assertThat(answers.stream().filter(a -> a.startsWith("201"))).hasSize(1);
        assertThat(answers.stream().map(a -> a.substring(3)).distinct()).hasSize(1);
        assertThat(Database.number(world.tenant(), "select count(*) from payments"))
                .isEqualTo(2);
    }

    @Test
    void aBrokenFileChangesNothing() {
        var good = new String(
                file(new Stmt("S1", ACCOUNT).entry(Entry.credit("100.00")).entry(Entry.credit("50.00"))),
                StandardCharsets.UTF_8);
        var state = Database.state(world.tenant());

        for (var bad : List.of(
                List.of(good.substring(0, good.length() - 5), "statement_malformed"),
                List.of(good.replace(">50.00<", ">x<"), "statement_invalid"),
                List.of(good.replace("camt.053", "camt.054"), "statement_unknown_format"),
                List.of(good.replace("?>\n", "?>\n<!DOCTYPE Document>"), "statement_dtd_forbidden"),
                List.of("", "statement_empty"),
                List.of(
                        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt/></Document>",
                        "statement_invalid"))) {
            var response = world.importCamt(bad.get(0).getBytes(StandardCharsets.UTF_8));
            assertThat(response.statusCode())
                    .as(bad.get(1) + response.asString())
                    .isEqualTo(400);
            assertThat(response.contentType()).startsWith("application/problem+json");
            assertThat(response.jsonPath().getString("code")).isEqualTo(bad.get(1));
        }
        assertThat(Database.state(world.tenant())).isEqualTo(state);
    }

    @Test
    void onlyFinanceAndAdminMayImport() {
        var file = file(new Stmt("S1", ACCOUNT));

        for (var role : List.of("sales", "collector", "analyst", "manager", "delivery")) {
            assertThat(world.as(role)
                            .contentType("application/xml")
                            .body(file)
                            .post("/v1/statement-imports")
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(world.as("finance")
                        .contentType("application/json")
                        .body("{}")
                        .post("/v1/statement-imports")
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void aThousandMutatedFilesAreImportedWholeOrNotAtAllAndNeverFail() {
        var customer = world.customer(PAYER);
        world.invoice(customer, "HU-2026-0031", "500.00", "2026-02-28");
        var good = file(
                new Stmt("S1", ACCOUNT)
                        .entry(Entry.credit("10.00")
                                .reference("B1")
                                .text("HU-2026-0031")
                                .endToEnd("E-1"))
                        .entry(Entry.debit("10.00")
                                .reference("B2")
                                .endToEnd("E-1")
                                .returned("AC04")),
                new Stmt("S2", "HR1210010051863000160")
                        .entry(Entry.credit("20.00").payer("Duna", PAYER)));
        long seed = Long.getLong("receivables.seed", 1_000L);
        int taken = 0;
        for (int i = 0; i < 1_000; i++) {
            var response = world.importCamt(FileMutations.mutate(good, seed + i));
            assertThat(response.statusCode())
                    .as("seed %d: %s", seed + i, response.asString())
                    .isIn(200, 201, 400);
            taken += response.statusCode() == 201 ? 1 : 0;
        }
        assertThat(Database.number(world.tenant(), "select count(*) from statement_imports"))
                .isEqualTo(taken);
        assertThat(taken).isBetween(1, 999);
        assertThat(Database.number(world.tenant(), "select count(*) from statement_imports where report is null"))
                .isZero();
        assertThat(
                        Database.texts(
                                world.tenant(),
                                """
                        select s.statement_id::text from statements s where s.entry_count - s.duplicate_count <>
                               (select count(*) from bank_transactions t where t.tenant_id = s.tenant_id
                                   and t.statement_id = s.statement_id)"""))
                .isEmpty();
    }

    @Test
    void aReaderOfThePaymentSeesWhereItCameFrom() {
        world.imported(file(new Stmt("S1", ACCOUNT)
                .entry(Entry.credit("100.00").reference("B1").endToEnd("E-1").payer("Duna Kft.", PAYER))));

        var payment = world.read(firstPayment());

        assertThat(lines(payment)).isEmpty();
        assertThat(payment.get("source").asText()).isEqualTo("STATEMENT");
        assertThat(payment.get("entryReference").asText()).isEqualTo("B1");
        assertThat(payment.get("endToEndId").asText()).isEqualTo("E-1");
        assertThat(payment.get("payer").get("name").asText()).isEqualTo("Duna Kft.");
    }
}
