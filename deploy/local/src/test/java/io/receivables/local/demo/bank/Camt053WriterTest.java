package io.receivables.local.demo.bank;

import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.local.demo.bank.StatementEntry.Direction;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class Camt053WriterTest {

    private static final LocalDate DAY = LocalDate.parse("2025-03-05");

    @Test
    void aPlainXmlReaderFindsTheBalancesAndTheEntries() throws Exception {
        BankStatement statement = new BankStatement(
                "EUR-10",
                10,
                "DE89370400440532013000",
                "EUR",
                DAY.minusDays(6),
                DAY,
                new BigDecimal("100.00"),
                List.of(
                        entry("R1", "250.50", Direction.RECEIVED),
                        entry("R2", "250.50", Direction.RETURNED),
                        entry("R3", "12.00", Direction.FEE)));

        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(Camt053Writer.write("MSG-10", DAY, List.of(statement))));

        assertThat(find(xml, "//Stmt/Acct/Id/IBAN")).isEqualTo("DE89370400440532013000");
        assertThat(find(xml, "//Stmt/Bal[1]/Amt")).isEqualTo("100.00");
        assertThat(find(xml, "//Stmt/Bal[2]/Amt")).isEqualTo("88.00");
        assertThat(find(xml, "sum(//Ntry[CdtDbtInd='CRDT']/Amt)")).isEqualTo("250.5");
        assertThat(find(xml, "sum(//Ntry[CdtDbtInd='DBIT']/Amt)")).isEqualTo("262.5");
        assertThat(find(xml, "//Ntry[1]//CdtrRefInf/Ref")).isEqualTo("RF18539007547034");
        assertThat(find(xml, "//Ntry[2]//RtrInf/Rsn/Cd")).isEqualTo("FOCR");
        assertThat(find(xml, "count(//Ntry[3]//TxDtls)")).isEqualTo("0");
    }

    private static String find(Document xml, String path) throws XPathExpressionException {
        return XPathFactory.newInstance().newXPath().evaluate(path, xml);
    }

    private static StatementEntry entry(String reference, String amount, Direction direction) {
        return new StatementEntry(
                reference,
                DAY,
                new BigDecimal(amount),
                direction,
                Optional.of("Rhein Maschinenbau GmbH"),
                Optional.of("DE89370400440532013000"),
                Optional.of("E2E-1"),
                new Remittance(Optional.of("RF18539007547034"), Optional.of("thank you")));
    }
}
