package io.receivables.chassis.auditchain;

import static io.restassured.RestAssured.given;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.receivables.chassis.audit.Audit;
import io.receivables.chassis.id.Ids;
import io.receivables.chassis.tx.Transactions;
import io.receivables.testkit.Awaits;
import io.receivables.testkit.ReceivablesTestResource;
import io.receivables.testkit.Tokens;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;

/** What every test of the audit chain does: change, seal, publish, verify; nothing of it happens by itself here. */
@QuarkusTestResource(
        value = ReceivablesTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "chassis"))
abstract class AuditChain {
    static final String TOPIC = "receivables.customer.audit";

    @Inject
    Transactions transactions;

    @Inject
    Audit audit;

    @Inject
    AuditSealer sealer;

    @Inject
    AuditAnchors anchors;

    @Inject
    AuditVerifier verifier;

    final String tenant = newTenant();

    static String newTenant() {
        return "chain-" + Ids.next().toString().substring(24);
    }

    void change(List<String> tenants, int each) {
        new Changes(transactions, audit).make(tenants, each);
    }

    void seal() {
        sealer.sealAll().await().atMost(Changes.LIMIT);
    }

    int publish(Duration interval) {
        return anchors.publish(interval).await().atMost(Changes.LIMIT);
    }

    AuditVerification verify(String who) {
        return verifier.verify(who).await().atMost(Changes.LIMIT);
    }

    AuditVerification awaitAnchors(String who, long count) {
        Awaits.until(count + " heads of " + who, () -> verify(who).anchorsChecked() == count);
        return verify(who);
    }

    static Response verifyByApi(String who, String role) {
        return given().auth().oauth2(Tokens.token(who, "anna", role)).post("/v1/audit-verifications");
    }
}
