package io.receivables.dunning.dunningcase;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.dunning.support.Database;
import io.receivables.dunning.support.DunningIT;
import io.receivables.dunning.support.MailServers;
import io.receivables.dunning.support.World;
import io.receivables.testkit.Awaits;
import io.receivables.testkit.Tokens;
import io.restassured.path.json.JsonPath;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CaseIT extends DunningIT {

    @BeforeEach
    void mailServer() {
        MailServers.up();
    }

    @Test
    void casesAreListedPageByPageAndByFilter() {
        try (World world = new World()) {
            UUID customer = world.customer("en", world.tenant + "@debtor.example");
            UUID other = world.customer("en", "o-" + world.tenant + "@debtor.example");
            List<UUID> invoices = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                invoices.add(world.invoice(customer));
            }
            UUID foreign = world.invoice(other);
            invoices.forEach(world::dunned);
            world.dunned(foreign);

            List<String> seen = new ArrayList<>();
            String cursor = "";
            do {
                JsonPath page = world.as("analyst")
                        .get("/v1/cases?limit=2&customerId=" + customer + "&cursor=" + cursor)
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath();
                seen.addAll(page.getList("items.invoiceId"));
                cursor = page.getString("nextCursor");
            } while (cursor != null);
            assertThat(seen)
                    .containsExactlyInAnyOrderElementsOf(
                            invoices.stream().map(UUID::toString).toList());

            world.pay(foreign);
            world.as("sales")
                    .get("/v1/cases?state=CLOSED")
                    .then()
                    .statusCode(200)
                    .body("items.invoiceId", equalTo(List.of(foreign.toString())));
        }
    }

    @Test
    void caseTurnsDueOnItsDayInTheDebtorsZone() {
        try (World world = new World()) {
            UUID invoice = world.invoice(world.customer("en", world.tenant + "@debtor.example"));
            assertThat(world.dunned(invoice).getString("state")).isEqualTo("NOT_DUE");
            world.moveTo(World.DUE);

            Awaits.until("due", () -> "DUE".equals(world.dunned(invoice).getString("state")));
            world.moveTo(World.DUE.plusDays(1));
            world.overdue(invoice);
            Awaits.until("overdue", () -> "OVERDUE".equals(world.dunned(invoice).getString("state")));
        }
    }

    @Test
    void badParametersAreRefused() {
        try (World world = new World()) {
            for (String query : List.of(
                    "/v1/cases?limit=0",
                    "/v1/cases?limit=501",
                    "/v1/cases?cursor=nonsense",
                    "/v1/reminders?cursor=%20")) {
                assertThat(world.as("finance").get(query).statusCode())
                        .as(query)
                        .isEqualTo(400);
            }
            for (String query : List.of("/v1/cases?state=SOON", "/v1/cases?customerId=me", "/v1/cases/x")) {
                int status = world.as("finance").get(query).statusCode();
                assertThat(status).as(query).isBetween(400, 404);
            }
            world.as("finance")
                    .get("/v1/cases/" + UUID.randomUUID())
                    .then()
                    .statusCode(404)
                    .body("code", equalTo("not_found"));
        }
    }

    @Test
    void oneTenantNeverSeesAnotherOneAlsoWithoutTheFilterInTheCode() {
        try (World world = new World();
                World stranger = new World()) {
            UUID invoice = world.invoice(world.customer("en", world.tenant + "@debtor.example"));
            String caseId = world.dunned(invoice).getString("id");
            world.moveTo(LocalDate.parse("2025-03-28"));
            String reminderId = world.awaitReminder(invoice, 1, "SENT").getString("id");

            stranger.as("admin").get("/v1/cases/" + caseId).then().statusCode(404);
            stranger.as("admin").get("/v1/reminders/" + reminderId).then().statusCode(404);
            for (String table : List.of("cases", "reminders", "customers", "open_items", "policies", "outbox")) {
                String foreign = "select count(*) from " + table + " where tenant_id = '" + world.tenant + "'";
                assertThat(Database.number(stranger.tenant, foreign)).as(table).isZero();
                assertThat(Database.number("", foreign))
                        .as(table + " without a tenant")
                        .isZero();
            }
            assertThat(Database.number(world.tenant, "select count(*) from cases"))
                    .isEqualTo(1);
            assertThat(Database.change(stranger.tenant, "update cases set level = 9"))
                    .isZero();
        }
    }

    @Test
    void textsOfRemindersAreNotForEveryRoleAndNothingIsForStrangers() {
        try (World world = new World()) {
            for (String role : List.of("sales", "delivery", "analyst")) {
                world.as(role).get("/v1/reminders").then().statusCode(403);
                world.as(role).get("/v1/cases").then().statusCode(200);
            }
            for (String role : List.of("finance", "collector", "manager", "admin")) {
                world.as(role).get("/v1/reminders").then().statusCode(200);
            }
            given().get("/v1/cases").then().statusCode(401);
            for (String token : List.of(
                    Tokens.expired(world.tenant, "anna", "admin"),
                    Tokens.wrongKey(world.tenant, "anna", "admin"),
                    Tokens.wrongAudience(world.tenant, "anna", "admin"),
                    Tokens.unsigned(world.tenant, "anna", "admin"))) {
                given().auth().oauth2(token).get("/v1/cases").then().statusCode(401);
            }
        }
    }
}
