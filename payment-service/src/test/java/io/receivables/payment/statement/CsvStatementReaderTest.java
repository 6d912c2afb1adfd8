package io.receivables.payment.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.receivables.chassis.money.Money;
import io.receivables.chassis.problem.Problem;
import io.receivables.payment.PaymentProblem;
import io.receivables.payment.statement.csv.CsvStatementReader;
import io.receivables.payment.statement.model.Direction;
import io.receivables.payment.statement.model.StatementEntry;
import io.receivables.payment.statement.model.StatementItem;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvStatementReaderTest {
    private static final String HEAD = "account,currency,bookingDate,amount,reference,remittanceInformation\n";
    private static final String ROW =
            "HU42117730161111101800000000,EUR,2026-06-14,12.50,B-1,\"HU-2026-0001, thanks\"\n";

    private static List<StatementItem> read(String csv) {
        var items = new ArrayList<StatementItem>();
        try (var reader = new CsvStatementReader(new StringReader(csv), ',', "hash")) {
            for (var item = reader.next(); item.isPresent(); item = reader.next()) {
                items.add(item.get());
            }
        }
        return items;
    }

    @Test
    void aRowIsAnEntryAndTheSignIsTheDirection() {
        var items = read(HEAD + ROW + ROW.replace("12.50", "-3.00"));

        assertThat(items).hasSize(4);
        assertThat(items.get(1)).isInstanceOfSatisfying(StatementEntry.class, e -> {
            assertThat(e.amount()).isEqualTo(Money.of("12.50", "EUR"));
            assertThat(e.direction()).isEqualTo(Direction.CREDIT);
            assertThat(e.reference()).contains("B-1");
            assertThat(e.details().get(0).remittanceInformation()).contains("HU-2026-0001, thanks");
        });
        assertThat(items.get(2)).isInstanceOfSatisfying(StatementEntry.class, e -> assertThat(e.direction())
                .isEqualTo(Direction.DEBIT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOTPROVIDED", "nonref", "N/A"})
    void whatABankWritesWhereItHasNothingToSayIsNoReference(String placeholder) {
        var head = HEAD.replace("remittanceInformation", "endToEndId");
        var items = read(head + "HU42117730161111101800000000,EUR,2026-06-14,12.50," + placeholder + "," + placeholder);

        assertThat(items.get(1)).isInstanceOfSatisfying(StatementEntry.class, e -> {
            assertThat(e.reference()).isEmpty();
            assertThat(e.details().get(0).endToEndId()).isEmpty();
            assertThat(e.details().get(0).references()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12,50x", "1e3", "", "12.505", "=1+1",
            })
    void anAmountThatIsNoneIsRefusedWithItsRow(String amount) {
        assertThatThrownBy(() -> read(HEAD + ROW + ROW.replace("12.50", "\"" + amount + "\"")))
                .isInstanceOfSatisfying(Problem.class, p -> {
                    assertThat(p.code()).isEqualTo(PaymentProblem.STATEMENT_INVALID);
                    assertThat(p.errors()).singleElement().satisfies(e -> {
                        assertThat(e.row()).isEqualTo(2);
                        assertThat(e.field()).isEqualTo("amount");
                    });
                });
    }

    @Test
    void missingAndUnknownColumnsOtherAccountsAndEmptyFilesAreRefused() {
        refused("account,currency,amount\nHU1,EUR,1\n");
        refused(HEAD.replace("reference", "colour") + ROW);
        refused(HEAD + ROW + ROW.replace("HU42", "HU43"));
        refused(HEAD);
        refused(HEAD + ROW.replace("EUR", "ZZZ"));
        refused(HEAD + ROW.replace("2026-06-14", "14.06.2026"));
        refused(HEAD + ROW.replace("2026-06-14", "+999999999-12-31"));
    }

    private static void refused(String csv) {
        assertThatThrownBy(() -> read(csv)).isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code())
                .isEqualTo(PaymentProblem.STATEMENT_INVALID));
    }
}
