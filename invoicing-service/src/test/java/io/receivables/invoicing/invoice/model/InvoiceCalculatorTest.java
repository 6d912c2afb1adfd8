package io.receivables.invoicing.invoice.model;

import static io.receivables.invoicing.invoice.model.Contents.adjustment;
import static io.receivables.invoicing.invoice.model.Contents.fixed;
import static io.receivables.invoicing.invoice.model.Contents.line;
import static io.receivables.invoicing.invoice.model.Contents.percent;
import static io.receivables.invoicing.invoice.model.VatCategory.AE;
import static io.receivables.invoicing.invoice.model.VatCategory.E;
import static io.receivables.invoicing.invoice.model.VatCategory.O;
import static io.receivables.invoicing.invoice.model.VatCategory.S;
import static io.receivables.invoicing.invoice.model.VatCategory.Z;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.receivables.chassis.problem.CommonProblem;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.problem.ProblemCode;
import io.receivables.invoicing.InvoicingProblem;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InvoiceCalculatorTest {

    @Test
    void vatIsRoundedOncePerCategoryAndRateNotPerLine() {
        var at27 = InvoiceCalculator.calculate(Contents.of(
                "EUR", line(1, "1", "0.10", S, "27"), line(2, "1", "0.10", S, "27"), line(3, "1", "0.10", S, "27")));
        var at25 = InvoiceCalculator.calculate(Contents.of(
                "EUR", line(1, "1", "0.10", S, "25"), line(2, "1", "0.10", S, "25"), line(3, "1", "0.10", S, "25")));

        assertThat(at27.totals().totalVat()).isEqualTo("0.08");
        assertThat(at25.totals().totalVat()).isEqualTo("0.08");
    }

    @Test
    void documentAllowancesAndChargesChangeTheTaxableAmountOfTheirRate() {
        var content = Contents.with(
                Contents.of("EUR", line(1, "10", "100", S, "27"), line(2, "1", "50", S, "5")),
                List.of(adjustment(percent("10").orElseThrow(), "27")),
                List.of(adjustment(fixed("12.34").orElseThrow(), "5")));

        var invoice = InvoiceCalculator.calculate(content);

        assertThat(invoice.totals().lineNetTotal()).isEqualTo("1050.00");
        assertThat(invoice.totals().allowanceTotal()).isEqualTo("100.00");
        assertThat(invoice.totals().chargeTotal()).isEqualTo("12.34");
        assertThat(invoice.totals().totalWithoutVat()).isEqualTo("962.34");
        assertThat(invoice.vatBreakdown())
                .extracting(g -> g.vat().rate().toPlainString() + " " + g.taxable() + " " + g.tax())
                .containsExactly("27 900.00 243.00", "5 62.34 3.12");
        assertThat(invoice.totals().totalWithVat()).isEqualTo("1208.46");
        assertThat(invoice.totals().amountDue()).isEqualTo("1208.46");
    }

    @Test
    void lineAllowancesReduceTheLineByAmountOrPercent() {
        var invoice = InvoiceCalculator.calculate(Contents.of(
                "EUR",
                line(1, "3", "33.333333", S, "27", percent("12.5"), Optional.empty()),
                line(2, "1.5", "19.99", S, "27", fixed("0.98"), Optional.empty())));

        assertThat(invoice.lines())
                .extracting(l -> l.gross() + " " + l.allowance() + " " + l.net())
                .containsExactly("100.00 12.50 87.50", "29.99 0.98 29.01");
    }

    @Test
    void amountsHaveTheDecimalsOfTheirCurrency() {
        var yen = InvoiceCalculator.calculate(Contents.of("JPY", line(1, "3", "33.5", S, "10")));
        var dinar = InvoiceCalculator.calculate(Contents.of("KWD", line(1, "3", "0.3335", S, "5")));

        assertThat(yen.totals().totalWithVat()).isEqualTo("111");
        assertThat(dinar.lines().get(0).net()).isEqualTo("1.001");
        assertThat(dinar.totals().totalVat()).isEqualTo("0.050");
    }

    @Test
    void aRateIsTheSameGroupHoweverItIsWritten() {
        var invoice = InvoiceCalculator.calculate(
                Contents.of("EUR", line(1, "1", "0.10", S, "27"), line(2, "1", "0.10", S, "27.000")));

        assertThat(invoice.vatBreakdown()).hasSize(1);
        assertThat(invoice.vatBreakdown().get(0).vat().rate().toPlainString()).isEqualTo("27");
    }

    @Test
    void exemptAndReverseChargeNeedAReasonThatTheBreakdownCarries() {
        refused(Contents.of("EUR", line(1, "1", "10", E, "0")), InvoicingProblem.VAT_RULE_VIOLATED);
        refused(Contents.of("EUR", line(1, "1", "10", AE, "0")), InvoicingProblem.VAT_RULE_VIOLATED);

        var invoice = InvoiceCalculator.calculate(Contents.of(
                "EUR", line(1, "1", "10", AE, "0", Optional.empty(), Optional.of("Reverse charge, Art. 196"))));

        assertThat(invoice.vatBreakdown().get(0).exemptionReason()).contains("Reverse charge, Art. 196");
        assertThat(invoice.totals().totalVat()).isEqualTo("0.00");
    }

    @Test
    void ratesAndReasonsMustFitTheirCategory() {
        var standardAtZero = Contents.of("EUR", line(1, "1", "10", S, "0"));
        var zeroRatedAtFive = Contents.of("EUR", line(1, "1", "10", Z, "5"));
        var reasonOnStandard =
                Contents.of("EUR", line(1, "1", "10", S, "27", Optional.empty(), Optional.of("no reason")));
        var outOfScopeMixed = Contents.of(
                "EUR",
                line(1, "1", "10", S, "27"),
                line(2, "1", "10", O, "0", Optional.empty(), Optional.of("Not subject to VAT")));

        for (var content : List.of(standardAtZero, zeroRatedAtFive, reasonOnStandard, outOfScopeMixed)) {
            refused(content, InvoicingProblem.VAT_RULE_VIOLATED);
        }
    }

    @Test
    void anAllowanceIsNeverLargerThanItsBase() {
        refused(
                Contents.of("EUR", line(1, "1", "10", S, "27", fixed("10.01"), Optional.empty())),
                InvoicingProblem.ALLOWANCE_EXCEEDS_BASE);
        refused(
                Contents.with(
                        Contents.of("EUR", line(1, "1", "10", S, "27")),
                        List.of(adjustment(fixed("10.01").orElseThrow(), "27")),
                        List.of()),
                InvoicingProblem.ALLOWANCE_EXCEEDS_BASE);
    }

    @Test
    void anAmountWithMoreDecimalsThanTheCurrencyIsRefusedNotRounded() {
        refused(
                Contents.of("EUR", line(1, "1", "10", S, "27", fixed("0.005"), Optional.empty())),
                CommonProblem.AMOUNT_TOO_PRECISE);
        refused(
                Contents.of("JPY", line(1, "1", "10", S, "10", fixed("0.5"), Optional.empty())),
                CommonProblem.AMOUNT_TOO_PRECISE);
    }

    @Test
    void everyLineExplainsHowItsNetCameAbout() {
        var invoice = InvoiceCalculator.calculate(
                Contents.of("EUR", line(1, "3", "33.333333", S, "27", percent("12.5"), Optional.empty())));

        var explanation = LineExplanation.of(invoice.lines().get(0), invoice.vatBreakdown());

        assertThat(explanation.steps())
                .extracting(LineExplanation.Step::expression)
                .containsExactly("3 C62 * 33.333333", "100.00 * 12.5 / 100", "100.00 - 12.50");
        assertThat(explanation.steps().get(0).exact()).isEqualByComparingTo("99.999999");
        assertThat(explanation.groupTax()).isEqualTo("23.63");
    }

    private static void refused(InvoiceContent content, ProblemCode code) {
        var problem = catchThrowableOfType(Problem.class, () -> InvoiceCalculator.calculate(content));
        assertThat(problem).isNotNull();
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.errors()).isNotEmpty();
    }
}
