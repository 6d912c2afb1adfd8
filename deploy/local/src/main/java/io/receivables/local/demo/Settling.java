package io.receivables.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.LocalFailure;
import io.receivables.local.Parallel;
import io.receivables.local.api.Amounts;
import io.receivables.local.api.Answer;
import io.receivables.local.api.TenantApi;
import io.receivables.local.demo.figures.Books;
import io.receivables.local.demo.figures.InvoiceBalance;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Waits until payment-, invoicing- and dunning-service agree with the demo's books on the invoices that moved. */
final class Settling {

    private static final BigDecimal UNKNOWN = BigDecimal.ONE.negate();

    private final TenantApi api;
    private final DemoInvoicing invoicing;
    private final Parallel parallel;
    private final Map<String, BigDecimal> agreed = new HashMap<>();

    Settling(TenantApi api, DemoInvoicing invoicing, Parallel parallel) {
        this.api = api;
        this.invoicing = invoicing;
        this.parallel = parallel;
    }

    void awaitAgreement(Books books) {
        List<InvoiceBalance> moved = new ArrayList<>();
        for (InvoiceBalance invoice : books.invoices()) {
            BigDecimal before = agreed.put(invoice.invoice().externalId(), invoice.open());
            if (before == null || before.compareTo(invoice.open()) != 0) {
                moved.add(invoice);
            }
        }
        parallel.map(moved, this::awaitAgreement);
    }

    private InvoiceBalance awaitAgreement(InvoiceBalance invoice) {
        String id = invoicing.invoice(invoice.invoice().externalId()).id();
        await(invoice, "payment-service", () -> openItem(id));
        await(invoice, "invoicing-service", () -> amount(api.invoicing().tryGet("/v1/invoices/" + id), "openAmount"));
        await(invoice, "dunning-service", () -> caseOf(id));
        return invoice;
    }

    private void await(InvoiceBalance invoice, String service, Supplier<BigDecimal> open) {
        BigDecimal[] last = {BigDecimal.ZERO};
        boolean agrees = Patience.within(Patience.LIMIT, () -> {
            last[0] = open.get();
            return last[0].compareTo(invoice.open()) == 0;
        });
        if (!agrees) {
            throw new LocalFailure("Invoice "
                    + invoicing.invoice(invoice.invoice().externalId()).number() + " ("
                    + invoice.invoice().externalId() + ") should have " + invoice.open() + " open, but " + service
                    + " says " + last[0] + ".");
        }
    }

    private BigDecimal openItem(String id) {
        return amount(api.payment().tryGet("/v1/open-items/" + id), "openAmount");
    }

    private BigDecimal caseOf(String id) {
        JsonNode cases = api.dunning().get("/v1/cases?invoiceId=" + id).path("items");
        return cases.isEmpty() ? UNKNOWN : Amounts.of(cases.get(0).path("open"));
    }

    private static BigDecimal amount(Answer answer, String field) {
        return answer.status() == 404
                ? UNKNOWN
                : Amounts.of(answer.expect(200).json().path(field));
    }

    /** Waits until invoicing-service has found every invoice overdue whose due date has passed unpaid. */
    void awaitOverdue(Collection<InvoiceBalance> overdue) {
        parallel.map(overdue, invoice -> {
            IssuedInvoice issued = invoicing.invoice(invoice.invoice().externalId());
            Patience.until("invoice " + issued.number() + " is overdue", () -> api.invoicing()
                    .get("/v1/invoices/" + issued.id())
                    .path("overdue")
                    .asBoolean());
            return issued;
        });
    }
}
