package io.receivables.invoicing.creditnote.model;

import static io.receivables.invoicing.invoice.model.Contents.adjustment;
import static io.receivables.invoicing.invoice.model.Contents.fixed;
import static io.receivables.invoicing.invoice.model.Contents.line;
import static io.receivables.invoicing.invoice.model.VatCategory.S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.problem.ProblemCode;
import io.receivables.invoicing.InvoicingProblem;
import io.receivables.invoicing.creditnote.model.CreditRequest.ByAmount;
import io.receivables.invoicing.creditnote.model.CreditRequest.ByQuantity;
import io.receivables.invoicing.creditnote.model.CreditRequest.LineCredit;
import io.receivables.invoicing.invoice.model.Contents;
import io.receivables.invoicing.invoice.model.InvoiceCalculator;
import io.receivables.invoicing.invoice.model.RandomInvoices;
import io.receivables.invoicing.invoice.model.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CreditCalculatorTest {
    private static final long SEED = 381L;

    @Test
    void theFullCreditEqualsTheInvoice() {
        var ledger = ledger(Contents.of("EUR", line(1, "3", "33.33", S, "27"), line(2, "1", "10", S, "5")));

        var credit = ledger.credit(new CreditRequest.Remainder());

        assertThat(credit.full()).isTrue();
        assertThat(credit.totals()).isEqualTo(ledger.invoice.totals());
        assertThat(credit.vatBreakdown()).isEqualTo(ledger.invoice.vatBreakdown());
    }

    @Test
    void vatOfPartialCreditsNeverAddsUpToMoreThanTheInvoice() {
        var ledger = ledger(Contents.of(
                "EUR", line(1, "1", "0.10", S, "27"), line(2, "1", "0.10", S, "27"), line(3, "1", "0.10", S, "27")));

        var taxes = List.of(
                ledger.credit(lines(new ByQuantity(1, BigDecimal.ONE)))
                        .totals()
                        .totalVat()
                        .toPlainString(),
                ledger.credit(lines(new ByQuantity(2, BigDecimal.ONE)))
                        .totals()
                        .totalVat()
                        .toPlainString(),
                ledger.credit(lines(new ByQuantity(3, BigDecimal.ONE)))
                        .totals()
                        .totalVat()
                        .toPlainString());

        assertThat(taxes).containsExactly("0.03", "0.02", "0.03");
        assertThat(ledger.credited).isEqualTo(new BigDecimal("0.38"));
    }

    @Test
    void documentAllowancesAndChargesGoBackInProportion() {
        var content = Contents.with(
                Contents.of("EUR", line(1, "4", "100", S, "27")),
                List.of(adjustment(fixed("40.00").orElseThrow(), "27")),
                List.of(adjustment(fixed("10.00").orElseThrow(), "27")));
        var ledger = ledger(content);

        var half = ledger.credit(lines(new ByQuantity(1, new BigDecimal("2"))));

        assertThat(half.totals().allowanceTotal()).isEqualTo("20.00");
        assertThat(half.totals().chargeTotal()).isEqualTo("5.00");
        assertThat(half.totals().totalWithoutVat()).isEqualTo("185.00");
        assertThat(half.full()).isFalse();
    }

    @Test
    void aPriceReductionCreditsAnAmountWithoutAQuantity() {
        var ledger = ledger(Contents.of("EUR", line(1, "4", "100", S, "27")));

        var credit = ledger.credit(lines(new ByAmount(1, new BigDecimal("50"))));

        assertThat(credit.totals().totalWithVat()).isEqualTo("63.50");
        refused(ledger, lines(new ByAmount(1, new BigDecimal("350.01"))), InvoicingProblem.CREDIT_EXCEEDS_REMAINING);
        assertThat(ledger.credit(new CreditRequest.Remainder()).totals().lineNetTotal())
                .isEqualTo("350.00");
    }

    @Test
    void whatIsLeftAfterACreditByAmountIsStatedAsAnAmount() {
        var one = ledger(Contents.of("EUR", line(1, "1", "100", S, "27")));
        one.credit(lines(new ByAmount(1, new BigDecimal("30"))));
        var two = ledger(Contents.of("EUR", line(1, "2", "50", S, "27")));
        two.credit(lines(new ByAmount(1, new BigDecimal("60"))));

        assertThat(stated(one.credit(new CreditRequest.Remainder()))).isEqualTo("1 C62 x 70.00 - 0.00 = 70.00");
        assertThat(stated(two.credit(lines(new ByQuantity(1, BigDecimal.ONE)))))
                .isEqualTo("1 C62 x 40.00 - 0.00 = 40.00");
        assertThat(one.balance.exhausted()).isTrue();
        assertThat(two.balance.exhausted()).isTrue();
    }

    @Test
    void aQuantityIsStatedWithItsPartOfTheAllowance() {
        var ledger = ledger(Contents.of("EUR", line(1, "4", "33.33", S, "27", fixed("10.00"), Optional.empty())));

        assertThat(stated(ledger.credit(lines(new ByQuantity(1, BigDecimal.ONE)))))
                .isEqualTo("1 C62 x 33.33 - 2.50 = 30.83");
        ledger.credit(lines(new ByAmount(1, new BigDecimal("12.33"))));
        assertThat(stated(ledger.credit(lines(new ByQuantity(1, BigDecimal.ONE)))))
                .isEqualTo("1 C62 x 33.33 - 2.50 = 30.83");
        assertThat(stated(ledger.credit(new CreditRequest.Remainder()))).isEqualTo("1 C62 x 49.33 - 0.00 = 49.33");
    }

    private static String stated(Credit credit) {
        var line = credit.lines().get(0);
        return "%s %s x %s - %s = %s"
                .formatted(line.quantity(), line.unitCode(), line.unitPrice(), line.allowance(), line.net());
    }

    @Test
    void moreThanWhatIsLeftIsRefused() {
        var ledger = ledger(Contents.of("EUR", line(1, "2", "10", S, "27"), line(2, "1", "10", S, "27")));
        ledger.credit(lines(new ByQuantity(1, BigDecimal.ONE)));

        refused(ledger, lines(new ByQuantity(1, new BigDecimal("2"))), InvoicingProblem.CREDIT_EXCEEDS_REMAINING);
        refused(ledger, lines(new ByQuantity(7, BigDecimal.ONE)), InvoicingProblem.INVOICE_LINE_UNKNOWN);
        ledger.credit(new CreditRequest.Remainder());
        refused(ledger, new CreditRequest.Remainder(), InvoicingProblem.INVOICE_FULLY_CREDITED);
    }

    @Test
    void randomSequencesOfCreditsNeverExceedTheInvoiceAndEndAtExactlyZero() {
        var random = new RandomInvoices(SEED);
        for (int i = 0; i < 3_000; i++) {
            var ledger = ledger(random.next());
            for (int step = 0; step < 4 && !ledger.balance.exhausted(); step++) {
                var line = ledger.balance
                        .lines()
                        .get(random.nextInt(ledger.balance.lines().size()));
                if (!line.exhausted()) {
                    ledger.credit(lines(partOf(line, random)));
                    assertThat(ledger.credited)
                            .as("invoice %d of seed %d", i, SEED)
                            .isLessThanOrEqualTo(ledger.invoice.totals().totalWithVat());
                }
            }
            if (!ledger.balance.exhausted()) {
                ledger.credit(new CreditRequest.Remainder());
            }
            assertThat(ledger.credited)
                    .as("invoice %d of seed %d", i, SEED)
                    .isEqualByComparingTo(ledger.invoice.totals().totalWithVat());
            assertThat(ledger.balance.groups())
                    .allMatch(g -> g.invoiced().minus(g.credited()).isZero());
        }
    }

    private static LineCredit partOf(CreditedLine line, RandomInvoices random) {
        if (random.nextInt(2) == 0 && line.remainingNet().signum() > 0) {
            var part = line.remainingNet()
                    .multiply(BigDecimal.valueOf(1L + random.nextInt(100)))
                    .movePointLeft(2)
                    .setScale(line.remainingNet().scale(), java.math.RoundingMode.UP)
                    .min(line.remainingNet());
            return new ByAmount(line.lineNumber(), part);
        }
        var quantity = line.remainingQuantity()
                .multiply(BigDecimal.valueOf(1L + random.nextInt(100)))
                .movePointLeft(2)
                .setScale(6, java.math.RoundingMode.UP)
                .min(line.remainingQuantity());
        return new ByQuantity(line.lineNumber(), quantity);
    }

    private static CreditRequest lines(LineCredit... lines) {
        return new CreditRequest.Lines(List.of(lines));
    }

    private static void refused(CreditLedger ledger, CreditRequest request, ProblemCode code) {
        var problem = catchThrowableOfType(Problem.class, () -> ledger.credit(request));
        assertThat(problem).isNotNull();
        assertThat(problem.code()).isEqualTo(code);
    }

    private static CreditLedger ledger(io.receivables.invoicing.invoice.model.InvoiceContent content) {
        return new CreditLedger(InvoiceCalculator.calculate(content));
    }

    /** An invoice and the credits so far, kept as the database keeps them. */
    private static final class CreditLedger {
        private final io.receivables.invoicing.invoice.model.CalculatedInvoice invoice;
        private final Rounding rounding;
        private InvoiceBalance balance;
        private BigDecimal credited = BigDecimal.ZERO;

        CreditLedger(io.receivables.invoicing.invoice.model.CalculatedInvoice invoice) {
            this.invoice = invoice;
            this.rounding = Rounding.of(invoice.content().currency());
            this.balance = Balances.of(invoice);
        }

        Credit credit(CreditRequest request) {
            var credit = CreditCalculator.calculate(balance, request);
            assertThat(credit.lines())
                    .allMatch(l -> l.net().signum() >= 0 && l.allowance().signum() >= 0);
            assertThat(credit.lines()).allMatch(l -> rounding.round(l.quantity().multiply(l.unitPrice()))
                    .subtract(l.allowance())
                    .equals(l.net()));
            assertThat(credit.groups())
                    .allMatch(g -> g.part().tax().signum() >= 0
                            && g.part().taxable().signum() >= 0
                            && g.part().allowance().signum() >= 0
                            && g.part().charge().signum() >= 0);
            balance = Balances.after(balance, credit);
            assertThat(balance.lines())
                    .allMatch(l -> l.remainingQuantity().signum() >= 0
                            && l.remainingAllowance().signum() >= 0
                            && l.remainingNet().signum() >= 0);
            credited = credited.add(credit.totals().totalWithVat());
            return credit;
        }
    }

    /** Makes balances the way the store does. */
    private static final class Balances {
        static InvoiceBalance of(io.receivables.invoicing.invoice.model.CalculatedInvoice invoice) {
            var zero = Rounding.of(invoice.content().currency()).zero();
            var lines = invoice.lines().stream()
                    .map(l -> new CreditedLine(
                            l.line().lineNumber(),
                            l.line().description(),
                            l.line().quantity(),
                            l.line().unitCode(),
                            l.line().unitPrice(),
                            l.allowance(),
                            l.net(),
                            l.line().vat(),
                            l.line().exemptionReason(),
                            BigDecimal.ZERO,
                            zero,
                            zero))
                    .toList();
            var none = new InvoiceBalance.Part(zero, zero, zero, zero);
            var groups = invoice.vatBreakdown().stream()
                    .map(g -> new InvoiceBalance.Group(
                            g.vat(),
                            new InvoiceBalance.Part(
                                    sum(invoice.allowances(), g.vat(), zero),
                                    sum(invoice.charges(), g.vat(), zero),
                                    g.taxable(),
                                    g.tax()),
                            none,
                            g.exemptionReason()))
                    .toList();
            return new InvoiceBalance(invoice.content().currency(), lines, groups);
        }

        private static BigDecimal sum(
                List<io.receivables.invoicing.invoice.model.CalculatedAdjustment> adjustments,
                io.receivables.invoicing.invoice.model.Vat vat,
                BigDecimal zero) {
            return adjustments.stream()
                    .filter(a -> a.adjustment().vat().equals(vat))
                    .map(io.receivables.invoicing.invoice.model.CalculatedAdjustment::amount)
                    .reduce(zero, BigDecimal::add);
        }

        static InvoiceBalance after(InvoiceBalance balance, Credit credit) {
            var lines = new ArrayList<CreditedLine>();
            for (var line : balance.lines()) {
                lines.add(credit.lines().stream()
                        .filter(l -> l.lineNumber() == line.lineNumber())
                        .findFirst()
                        .map(l -> withCredit(line, l))
                        .orElse(line));
            }
            var groups = balance.groups().stream()
                    .map(g -> credit.groups().stream()
                            .filter(c -> c.vat().equals(g.vat()))
                            .findFirst()
                            .map(c -> new InvoiceBalance.Group(
                                    g.vat(), g.invoiced(), g.credited().plus(c.part()), g.exemptionReason()))
                            .orElse(g))
                    .toList();
            return new InvoiceBalance(balance.currency(), lines, groups);
        }

        private static CreditedLine withCredit(CreditedLine line, Credit.Line credit) {
            return new CreditedLine(
                    line.lineNumber(),
                    line.description(),
                    line.quantity(),
                    line.unitCode(),
                    line.unitPrice(),
                    line.allowance(),
                    line.net(),
                    line.vat(),
                    line.exemptionReason(),
                    line.creditedQuantity().add(credit.takenQuantity()),
                    line.creditedAllowance().add(credit.allowance()),
                    line.creditedNet().add(credit.net()));
        }
    }
}
