package io.receivables.invoicing.inbound.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.invoicing.Database;
import io.receivables.invoicing.InvoicingIT;
import io.receivables.testkit.Awaits;
import io.receivables.testkit.EventContracts;
import io.receivables.testkit.TopicFeeder;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CustomerCopyIT extends InvoicingIT {

    @Test
    void anInvoiceTakesTheCustomerAsItWasWhenIssued() {
        registerCustomer();
        var seller = seller();
        String before = issued(invoice(seller));

        var changed = EventContracts.example("CustomerChanged.v1")
                .put("customerId", customer.toString())
                .put("name", "Renamed d.o.o.");
        try (var others = TopicFeeder.forTenant(tenant)) {
            others.send("CustomerChanged.v1", customer, 2, changed);
            others.event("CustomerChanged.v1", customer, 2, changed).send();
        }
        Awaits.until("the change", () -> Database.number(tenant, "select max(sequence) from customers") == 2);

        issue(invoice(seller)).then().statusCode(201).body("customer.name", equalTo("Renamed d.o.o."));
        String old = as("sales").get("/v1/invoices/" + before).path("customer.name");
        assertThat(old).isNotEqualTo("Renamed d.o.o.");
    }
}
