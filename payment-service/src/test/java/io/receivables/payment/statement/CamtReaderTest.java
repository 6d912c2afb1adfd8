package io.receivables.payment.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.receivables.chassis.money.Money;
import io.receivables.chassis.problem.Problem;
import io.receivables.payment.PaymentProblem;
import io.receivables.payment.statement.CamtSamples.Entry;
import io.receivables.payment.statement.CamtSamples.Stmt;
import io.receivables.payment.statement.camt.CamtReader;
import io.receivables.payment.statement.model.Direction;
import io.receivables.payment.statement.model.EntryDetail;
import io.receivables.payment.statement.model.StatementEnd;
import io.receivables.payment.statement.model.StatementEntry;
import io.receivables.payment.statement.model.StatementHeader;
import io.receivables.payment.statement.model.StatementItem;
import io.receivables.payment.statement.model.StatementTotals;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CamtReaderTest {
    private static final String ACCOUNT = "HU42117730161111101800000000";

    static List<StatementItem> read(String xml) {
        var items = new ArrayList<StatementItem>();
        try (var reader = new CamtReader(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))) {
            for (var item = reader.next(); item.isPresent(); item = reader.next()) {
                items.add(item.get());
            }
        }
        return items;
    }

    private static StatementEntry onlyEntry(String xml) {
        return read(xml).stream()
                .filter(StatementEntry.class::isInstance)
                .map(StatementEntry.class::cast)
                .reduce((a, b) -> {
                    throw new AssertionError("two entries");
                })
                .orElseThrow();
    }

    private static CamtSamples sample(String version) {
        return CamtSamples.version(version)
                .statement(new Stmt("S1", ACCOUNT)
                        .opening("100.00")
                        .entry(Entry.credit("1210.00")
                                .reference("B-1")
                                .endToEnd("E-1")
                                .payer("Duna Kft.", "HU93116000060000000012345676")
                                .structured("RF18539007547034"))
                        .entry(Entry.debit("10.50").text("fee")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13"})
    void everyCommonVersionIsRead(String version) {
        var items = read(sample(version).xml());

        assertThat(items).hasSize(4);
        assertThat(items.get(0)).isInstanceOfSatisfying(StatementHeader.class, h -> {
            assertThat(h.iban()).contains(ACCOUNT);
            assertThat(h.from()).contains(LocalDate.parse("2026-06-14"));
        });
        assertThat(items.get(1)).isInstanceOfSatisfying(StatementEntry.class, e -> {
            assertThat(e.amount()).isEqualTo(Money.of("1210.00", "EUR"));
            assertThat(e.direction()).isEqualTo(Direction.CREDIT);
            assertThat(e.reference()).contains("B-1");
            assertThat(e.details()).singleElement().satisfies(d -> {
                assertThat(d.endToEndId()).contains("E-1");
                assertThat(d.counterpartyName()).contains("Duna Kft.");
                assertThat(d.counterpartyIban()).contains("HU93116000060000000012345676");
                assertThat(d.structuredReference()).contains("RF18539007547034");
            });
        });
        assertThat(items.get(3)).isInstanceOf(StatementEnd.class);
    }

    @Test
    void aNamespacePrefixMakesNoDifference() {
        var plain = read(sample("08").xml());
        var prefixed = CamtSamples.version("08").withPrefix("ns2");
        prefixed.statement(new Stmt("S1", ACCOUNT)
                .opening("100.00")
                .entry(Entry.credit("1210.00")
                        .reference("B-1")
                        .endToEnd("E-1")
                        .payer("Duna Kft.", "HU93116000060000000012345676")
                        .structured("RF18539007547034"))
                .entry(Entry.debit("10.50").text("fee")));

        assertThat(prefixed.xml()).contains("<ns2:Document xmlns:ns2=");
        assertThat(read(prefixed.xml())).isEqualTo(plain);
    }

    @Test
    void openingAndEntriesMustMakeTheClosingBalanceAndAMissIsReported() {
        var good = balance(read(sample("08").xml()));
        var bad = balance(read(CamtSamples.version("08")
                .statement(new Stmt("S1", ACCOUNT)
                        .opening("100.00")
                        .closing("-5.00")
                        .entry(Entry.credit("10.00")))
                .xml()));

        assertThat(good.balanced()).isTrue();
        assertThat(bad.balanced()).isFalse();
        assertThat(bad.difference()).contains(Money.of("-115.00", "EUR"));
    }

    private static StatementTotals.Balance balance(List<StatementItem> items) {
        var totals = new StatementTotals(((StatementHeader) items.get(0)).currency());
        items.stream()
                .filter(StatementEntry.class::isInstance)
                .map(StatementEntry.class::cast)
                .forEach(totals::add);
        return totals.check((StatementEnd) items.get(items.size() - 1));
    }

    @Test
    void aBatchWithAmountsThatAddUpIsSeveralPaymentsAndOneThatDoesNotIsOne() {
        var two = "<TxDtls><Amt Ccy=\"EUR\">40.00</Amt><RmtInf><Ustrd>A-1001</Ustrd></RmtInf></TxDtls>"
                + "<TxDtls><AmtDtls><TxAmt><Amt Ccy=\"EUR\">%s</Amt></TxAmt></AmtDtls>"
                + "<RmtInf><Ustrd>A-1002</Ustrd></RmtInf></TxDtls>";
        var batch = onlyEntry(entry(Entry.credit("100.00").details(two.formatted("60.00"))));
        var withCharges = onlyEntry(entry(Entry.credit("100.00").details(two.formatted("61.00"))));

        assertThat(batch.payments())
                .extracting(p -> p.amount().amount().toPlainString())
                .containsExactly("40.00", "60.00");
        assertThat(withCharges.payments()).singleElement().satisfies(p -> {
            assertThat(p.amount()).isEqualTo(Money.of("100.00", "EUR"));
            assertThat(p.detail().remittanceInformation()).contains("A-1001 | A-1002");
        });
    }

    @Test
    void theTextOfAnEntryIsThatOfItsOnlyTransactionIfThisSaysNothingItself() {
        var silent = "<TxDtls><Refs><EndToEndId>E-1</EndToEndId></Refs></TxDtls>";
        var speaking = "<TxDtls><RmtInf><Ustrd>A-1001</Ustrd></RmtInf></TxDtls>";
        var structured =
                "<TxDtls><RmtInf><Strd><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf></TxDtls>";

        assertThat(textsOf(silent)).containsExactly(Optional.of("pays A-1003"));
        assertThat(textsOf("<Btch/>")).containsExactly(Optional.of("pays A-1003"));
        assertThat(textsOf(speaking)).containsExactly(Optional.of("A-1001"));
        assertThat(textsOf(structured)).containsExactly(Optional.empty());
        assertThat(textsOf(silent + silent)).containsExactly(Optional.empty(), Optional.empty());
    }

    private static List<Optional<String>> textsOf(String details) {
        var xml = entry(Entry.credit("100.00").details(details))
                .replace("</Ntry>", "<AddtlNtryInf>pays A-1003</AddtlNtryInf></Ntry>");
        return onlyEntry(xml).details().stream()
                .map(EntryDetail::remittanceInformation)
                .toList();
    }

    @Test
    void aForeignAmountInsideTheDetailsDoesNotChangeTheEntry() {
        var entry = onlyEntry(entry(Entry.credit("100.00")
                .details("<TxDtls><Amt Ccy=\"SEK\">0</Amt><Chrgs><Amt Ccy=\"EUR\">1.00</Amt></Chrgs></TxDtls>")));

        assertThat(entry.payments()).singleElement().satisfies(p -> assertThat(p.amount())
                .isEqualTo(Money.of("100.00", "EUR")));
    }

    @Test
    void returnsAndReversalsAreToldFromPayments() {
        var returned = onlyEntry(entry(Entry.debit("100.00").endToEnd("E-1").returned("AC04")));
        var reversed = onlyEntry(entry(Entry.debit("100.00").reversal()));
        var ownMoneyBack = onlyEntry(entry(Entry.credit("100.00").reversal()));
        var payment = onlyEntry(entry(Entry.credit("100.00")));

        assertThat(returned.returns()).hasSize(1);
        assertThat(returned.details().get(0).returnReasonCode()).contains("AC04");
        assertThat(reversed.returns()).hasSize(1);
        assertThat(ownMoneyBack.payments()).isEmpty();
        assertThat(payment.payments()).hasSize(1);
    }

    @Test
    void ofABatchOnlyWhatIsReturnedIsAReturnAndOnlyTheRestIsPayment() {
        var parts = CamtSamples.part("40.00", "E-1", "") + CamtSamples.part("60.00", "E-2", "AC04");
        var credit = onlyEntry(entry(Entry.credit("100.00").details(parts)));
        var debit = onlyEntry(entry(Entry.debit("100.00").details(parts)));
        var reversed = onlyEntry(entry(Entry.debit("100.00").details(parts).reversal()));

        assertThat(amounts(credit.payments())).containsExactly("40.00");
        assertThat(credit.returns()).isEmpty();
        assertThat(amounts(debit.returns())).containsExactly("60.00");
        assertThat(amounts(reversed.returns())).containsExactly("40.00", "60.00");
    }

    private static List<String> amounts(List<StatementEntry.Part> parts) {
        return parts.stream().map(p -> p.amount().amount().toPlainString()).toList();
    }

    @Test
    void announcedEntriesAreNoPayments() {
        var xml = entry(Entry.credit("100.00")).replace("<Sts>BOOK</Sts>", "<Sts><Cd>PDNG</Cd></Sts>");

        assertThat(onlyEntry(xml).booked()).isFalse();
        assertThat(onlyEntry(xml).payments()).isEmpty();
    }

    @Test
    void datesMayBeTimesAndMayBeMissing() {
        var asTime = entry(Entry.credit("1.00"))
                .replace("<BookgDt><Dt>2026-06-14</Dt>", "<BookgDt><DtTm>2026-06-13T23:30:00+02:00</DtTm>");
        var without = entry(Entry.credit("1.00"))
                .replaceAll("<BookgDt>.*?</BookgDt>", "")
                .replaceAll("<ValDt>.*?</ValDt>", "");

        assertThat(onlyEntry(asTime).bookingDate()).isEqualTo("2026-06-13");
        assertThat(onlyEntry(without).bookingDate()).isEqualTo("2026-06-14");
    }

    @Test
    void severalStatementsOfOneFileAreReadInOrder() {
        var xml = CamtSamples.version("02")
                .statement(new Stmt("S1", ACCOUNT).entry(Entry.credit("1.00")))
                .statement(new Stmt("S2", "HR1210010051863000160"))
                .statement(new Stmt("S3", "RO49AAAA1B31007593840000").entry(Entry.debit("2.00")))
                .xml();

        assertThat(read(xml))
                .filteredOn(StatementHeader.class::isInstance)
                .extracting(h -> ((StatementHeader) h).account())
                .containsExactly(ACCOUNT, "HR1210010051863000160", "RO49AAAA1B31007593840000");
    }

    private static String entry(Entry entry) {
        return CamtSamples.version("08")
                .statement(new Stmt("S1", ACCOUNT).entry(entry))
                .xml();
    }

    @Test
    void aDocumentTypeIsRefusedBeforeAnyEntityIsTouched() {
        var doctype = sample("08")
                .xml()
                .replace("?>\n", "?>\n<!DOCTYPE Document [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>\n");

        refused(doctype, PaymentProblem.STATEMENT_DTD_FORBIDDEN);
        refused(doctype.replace("<Id>S1", "<Id>&x;"), PaymentProblem.STATEMENT_DTD_FORBIDDEN);
    }

    @Test
    void anExpansionBombIsRefused() {
        var bomb = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY a0 \"ha\">");
        for (int i = 1; i < 30; i++) {
            bomb.append("<!ENTITY a%d \"&a%d;&a%d;\">".formatted(i, i - 1, i - 1));
        }
        refused(bomb + "]><d>&a29;</d>", PaymentProblem.STATEMENT_DTD_FORBIDDEN);
    }

    @Test
    void brokenTruncatedAndForeignFilesAreRefused() {
        var xml = sample("08").xml();

        refused(xml.substring(0, xml.length() - 3), PaymentProblem.STATEMENT_MALFORMED);
        refused(xml.substring(0, xml.length() / 2), PaymentProblem.STATEMENT_MALFORMED);
        refused(xml.replace("</Ntry>", "</Entry>"), PaymentProblem.STATEMENT_MALFORMED);
        refused("no xml at all", PaymentProblem.STATEMENT_MALFORMED);
        refused(xml.replace("&", "&amp;").replace("<Id>S1", "<Id>&unknown;"), PaymentProblem.STATEMENT_MALFORMED);
        refused(xml.replace("camt.053.001.08", "camt.052.001.08"), PaymentProblem.STATEMENT_UNKNOWN_FORMAT);
        refused(xml.replace("camt.053.001.08", "camt.053.001.99"), PaymentProblem.STATEMENT_UNKNOWN_FORMAT);
        refused(xml.replaceAll(" xmlns=\"[^\"]*\"", ""), PaymentProblem.STATEMENT_UNKNOWN_FORMAT);
        refused("<html/>", PaymentProblem.STATEMENT_UNKNOWN_FORMAT);
    }

    @Test
    void valuesThatCannotBeReadSafelyAreRefusedWithTheLine() {
        var xml = sample("08").xml();

        refused(xml.replace(">1210.00<", ">12x<"), PaymentProblem.STATEMENT_INVALID);
        refused(xml.replace(">1210.00<", ">-1210.00<"), PaymentProblem.STATEMENT_INVALID);
        refused(xml.replace(">1210.00<", ">1210.005<"), PaymentProblem.STATEMENT_INVALID);
        refused(xml.replace(">1210.00<", ">99999999999999999999<"), PaymentProblem.STATEMENT_INVALID);
        refused(xml.replace("<Ntry><Amt Ccy=\"EUR\"", "<Ntry><Amt Ccy=\"XXQ\""), PaymentProblem.STATEMENT_INVALID);
        refused(xml.replace(">CRDT</CdtDbtInd><Sts>", ">UP</CdtDbtInd><Sts>"), PaymentProblem.STATEMENT_INVALID);
        refused(xml.replaceAll("<Acct>.*?</Acct>", ""), PaymentProblem.STATEMENT_INVALID);
    }

    /** A parser keeps a tag, a comment and every name in memory as a whole: a small service must not die of a large one. */
    @Test
    void piecesAndNamesThatOnlyCostMemoryAreRefused() {
        var xml = sample("08").xml();
        var large = "x".repeat(3 << 20);
        var names = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            names.append("<x").append(i).append("/>");
        }

        refused(xml.replace("<Ntry>", "<Ntry a=\"" + large + "\">"), PaymentProblem.STATEMENT_INVALID);
        refused(xml.replace("<Ntry>", "<!--" + large + "--><Ntry>"), PaymentProblem.STATEMENT_INVALID);
        refused(xml.replace("<Ntry>", "<?x " + large + "?><Ntry>"), PaymentProblem.STATEMENT_INVALID);
        refused("<!--" + large + "-->" + xml.substring(xml.indexOf("<Document")), PaymentProblem.STATEMENT_INVALID);
        refused(xml.replaceFirst("<Ntry>", names + "<Ntry>"), PaymentProblem.STATEMENT_INVALID);
    }

    @Test
    void anEntryOfMoreTransactionsOrTextThanMemoryIsForIsRefused() {
        var text = "<TxDtls><RmtInf><Ustrd>" + "x".repeat(2_000) + "</Ustrd></RmtInf></TxDtls>";

        assertThat(onlyEntry(entry(Entry.credit("1.00").details("<TxDtls/>".repeat(20_000))))
                        .details())
                .hasSize(20_000);
        refused(entry(Entry.credit("1.00").details("<TxDtls/>".repeat(20_001))), PaymentProblem.STATEMENT_INVALID);
        refused(entry(Entry.credit("1.00").details(text.repeat(4_200))), PaymentProblem.STATEMENT_INVALID);
    }

    @Test
    void aTransactionKeepsAFewReferencesHoweverManyItHas() {
        var references = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            references.append("<MsgId>M").append(i).append("</MsgId>");
        }
        var entry = onlyEntry(entry(Entry.credit("1.00")
                .details("<TxDtls><Refs>" + references + "<EndToEndId>E-1</EndToEndId></Refs></TxDtls>")));

        assertThat(entry.details()).singleElement().satisfies(d -> {
            assertThat(d.references()).hasSize(50);
            assertThat(d.endToEndId()).contains("E-1");
        });
    }

    @Test
    void sumsThatNobodyCanKeepAreRefused() {
        var xml = sample("08").xml();
        var totals = new StatementTotals(Money.currency("EUR"));
        var large = onlyEntry(CamtSamples.version("08")
                .statement(new Stmt("S1", ACCOUNT).entry(Entry.credit("1000000000000.00")))
                .xml());

        refused(xml.replace(">1210.00<", ">1000000000001<"), PaymentProblem.STATEMENT_INVALID);
        for (int i = 0; i < 1_000; i++) {
            totals.add(large);
        }
        assertThatThrownBy(() -> totals.add(large)).isInstanceOf(Problem.class);
    }

    private static void refused(String xml, PaymentProblem code) {
        assertThatThrownBy(() -> read(xml)).isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code())
                .as(p.getMessage())
                .isEqualTo(code));
    }
}
