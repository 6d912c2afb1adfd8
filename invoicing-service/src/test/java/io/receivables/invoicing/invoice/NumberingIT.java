package io.receivables.invoicing.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.invoicing.Database;
import io.receivables.invoicing.InvoicingIT;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class NumberingIT extends InvoicingIT {
    private static final int REQUESTS = 240;

    @Test
    void numbersHaveNoGapsUnderSixteenClientsWithFailuresMixedIn() throws Exception {
        registerCustomer();
        var seller = seller();

        var statuses = Parallel.run(16, REQUESTS, i -> issue(request(seller, i)).statusCode());

        int good = (int) IntStream.range(0, REQUESTS).filter(i -> i % 4 != 3).count();
        assertThat(statuses.stream().filter(s -> s == 201)).hasSize(good);
        assertThat(statuses.stream().filter(s -> s == 422)).hasSize(REQUESTS - good);
        var numbers = Database.texts(tenant, "select number from invoices order by number");
        assertThat(numbers)
                .isEqualTo(IntStream.rangeClosed(1, good)
                        .mapToObj(n -> String.format("INV-%06d", n))
                        .toList());
        assertThat(Database.number(tenant, "select count(distinct payment_reference) from invoices"))
                .isEqualTo(good);
    }

    /** Every fourth request is refused: the due date lies before the issue date. */
    private java.util.Map<String, Object> request(String seller, int i) {
        var body = invoice(seller);
        body.put("issueDate", "2026-03-10");
        if (i % 4 == 3) {
            body.put("dueDate", "2026-03-09");
        }
        return body;
    }

    @Test
    void aNewPrefixStartsANewSeriesAndTheOldOneContinuesWhenItReturns() {
        registerCustomer();
        var seller = seller("A-", "AC-");
        issue(invoice(seller)).then().body("number", equalTo("A-000001"));
        as("admin")
                .header("If-Match", "\"1\"")
                .body(sellerBody("B-", "AC-"))
                .put("/v1/sellers/" + seller)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"");
        issue(invoice(seller)).then().body("number", equalTo("B-000001"));
        as("admin")
                .header("If-Match", "\"2\"")
                .body(sellerBody("A-", "AC-"))
                .put("/v1/sellers/" + seller)
                .then()
                .statusCode(200);
        issue(invoice(seller)).then().body("number", equalTo("A-000002"));
    }

    @Test
    void twoSellersCannotGiveTheSameReference() {
        seller("HU-2026-", "HUC-2026-");

        command("admin")
                .body(sellerBody("HU2026", "X-"))
                .post("/v1/sellers")
                .then()
                .statusCode(409)
                .body("code", equalTo("numbering_prefix_taken"))
                .body("errors.field", equalTo(List.of("numberingSeries.invoicePrefix")));
    }
}
