package io.receivables.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.LocalFailure;
import io.receivables.local.api.TenantApi;
import io.receivables.local.demo.data.PlannedUndo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Corrections by a clerk: undoes allocations and allocates money by hand. */
final class DemoCorrections {

    private final TenantApi api;
    private final DemoInvoicing invoicing;
    private final Map<String, Map<String, String>> amounts = new HashMap<>();
    private final Map<String, String> payments = new HashMap<>();

    DemoCorrections(TenantApi api, DemoInvoicing invoicing) {
        this.api = api;
        this.invoicing = invoicing;
    }

    void undo(List<PlannedUndo> undos) {
        undos.forEach(this::undo);
    }

    private void undo(PlannedUndo undo) {
        JsonNode payment = findPayment(undo);
        String paymentId = payment.path("paymentId").asText();
        payments.put(undo.payment(), paymentId);
        for (JsonNode allocation : payment.path("allocations")) {
            amounts.put(
                    undo.payment(),
                    Map.of(
                            "amount", allocation.path("amount").asText(),
                            "currency", payment.path("amount").path("currency").asText()));
            String path = "/v1/payments/" + paymentId + "/allocations/"
                    + allocation.path("allocationId").asText() + "/undos";
            api.payment()
                    .post(path, Map.of("reason", "Booked on the wrong invoice"))
                    .expect(200, 201);
        }
    }

    private JsonNode findPayment(PlannedUndo undo) {
        String endToEndId = "E2E-" + undo.payment();
        String invoiceId = invoicing.invoice(undo.invoice()).id();
        for (JsonNode payment : api.payment().all("/v1/payments?invoiceId=" + invoiceId)) {
            if (payment.path("endToEndId").asText().equals(endToEndId)) {
                return api.payment()
                        .get("/v1/payments/" + payment.path("paymentId").asText());
            }
        }
        throw new LocalFailure("Payment " + endToEndId + " was not found.");
    }

    void allocateAgain(List<PlannedUndo> undos) {
        for (PlannedUndo undo : undos) {
            Map<String, Object> allocation =
                    Map.of("invoiceId", invoicing.invoice(undo.invoice()).id(), "amount", amounts.get(undo.payment()));
            api.payment()
                    .post(
                            "/v1/payments/" + payments.get(undo.payment()) + "/allocations",
                            Map.of("allocations", List.of(allocation), "reason", "It was right after all"))
                    .expect(200, 201);
        }
    }
}
