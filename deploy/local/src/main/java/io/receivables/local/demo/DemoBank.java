package io.receivables.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.api.TenantApi;
import io.receivables.local.demo.bank.BankStatement;
import io.receivables.local.demo.bank.Camt053Writer;
import io.receivables.local.demo.bank.Remittance;
import io.receivables.local.demo.bank.StatementEntry;
import io.receivables.local.demo.bank.StatementEntry.Direction;
import io.receivables.local.demo.data.DemoCustomer;
import io.receivables.local.demo.data.DemoData;
import io.receivables.local.demo.data.DemoSeller;
import io.receivables.local.demo.data.DemoYear;
import io.receivables.local.demo.data.PlannedPayment;
import io.receivables.local.demo.data.WeekPlan;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The demo's bank: keeps the balances and sends one camt.053 file a week with a statement per account. */
final class DemoBank {

    private static final BigDecimal FIRST_BALANCE = new BigDecimal("25000.00");
    private static final BigDecimal FEE = new BigDecimal("12.50");
    private static final int FEE_EVERY_WEEKS = 4;
    private static final String UNKNOWN_IBAN = "DE02120300000000202051";

    private final TenantApi api;
    private final DemoInvoicing invoicing;
    private final DemoFiles files;
    private final Map<String, DemoCustomer> customers;
    private final Map<String, String> ibans = new TreeMap<>();
    private final Map<String, BigDecimal> balances = new TreeMap<>();

    DemoBank(TenantApi api, DemoInvoicing invoicing, DemoFiles files, DemoData data) {
        this.api = api;
        this.invoicing = invoicing;
        this.files = files;
        this.customers = data.customersById();
        for (DemoSeller seller : data.sellers()) {
            seller.ibanByCurrency().forEach((currency, iban) -> ibans.put(seller.key() + "-" + currency, iban));
        }
    }

    /** Composes the week's statements from the plan, keeps the file and imports it; answers the service's report. */
    Optional<JsonNode> importStatements(WeekPlan week) {
        List<BankStatement> statements = statements(week);
        if (statements.isEmpty()) {
            return Optional.empty();
        }
        byte[] file = Camt053Writer.write("WEEK-" + week.week(), DemoYear.date(week.week()), statements);
        files.statement(week.week(), file);
        return Optional.of(api.payment()
                .postFile("/v1/statement-imports", "application/xml", file)
                .expect(201)
                .json());
    }

    private List<BankStatement> statements(WeekPlan week) {
        Map<String, List<StatementEntry>> byAccount = new TreeMap<>();
        for (WeekPlan.Movement movement : week.movements()) {
            byAccount
                    .computeIfAbsent(movement.payment().account(), account -> new ArrayList<>())
                    .add(entry(movement));
        }
        List<BankStatement> statements = new ArrayList<>();
        byAccount.forEach((account, entries) -> {
            if (week.week() % FEE_EVERY_WEEKS == 0) {
                entries.add(fee(account, week.week()));
            }
            statements.add(statement(account, week.week(), entries));
        });
        return statements;
    }

    private BankStatement statement(String account, int week, List<StatementEntry> entries) {
        BankStatement statement = new BankStatement(
                account + "-" + week,
                week,
                ibans.get(account),
                account.substring(account.indexOf('-') + 1),
                DemoYear.date(week - 1).plusDays(1),
                DemoYear.date(week),
                balances.getOrDefault(account, FIRST_BALANCE),
                List.copyOf(entries));
        balances.put(account, statement.closing());
        return statement;
    }

    private StatementEntry entry(WeekPlan.Movement movement) {
        PlannedPayment payment = movement.payment();
        Optional<DemoCustomer> payer = payment.customer().map(customers::get);
        return new StatementEntry(
                (movement.returned() ? "R" : "B") + payment.id(),
                movement.date(),
                payment.amount(),
                movement.returned() ? Direction.RETURNED : Direction.RECEIVED,
                Optional.of(payer.map(DemoCustomer::name).orElse("Unknown payer " + payment.id())),
                payer.map(DemoCustomer::iban)
                        .or(() -> Optional.of(UNKNOWN_IBAN))
                        .filter(iban -> !iban.isEmpty()),
                Optional.of("E2E-" + payment.id()),
                remittance(payment));
    }

    private Remittance remittance(PlannedPayment payment) {
        List<IssuedInvoice> paid =
                payment.invoices().stream().map(invoicing::invoice).toList();
        return switch (payment.reference()) {
            case STRUCTURED -> new Remittance(Optional.of(paid.get(0).paymentReference()), Optional.empty());
            case INVOICE_NUMBER ->
                new Remittance(
                        Optional.empty(),
                        Optional.of("Invoice "
                                + paid.stream().map(IssuedInvoice::number).collect(Collectors.joining(", "))));
            case NONE -> new Remittance(Optional.empty(), Optional.of("Thank you"));
        };
    }

    private static StatementEntry fee(String account, int week) {
        LocalDate date = DemoYear.date(week);
        return new StatementEntry(
                "F" + account + week,
                date,
                FEE,
                Direction.FEE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Remittance(Optional.empty(), Optional.empty()));
    }
}
