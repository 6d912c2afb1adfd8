package io.receivables.local.demo;

import io.receivables.local.api.TenantApi;
import io.receivables.local.demo.figures.ExpectedReminders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sets the demo's dunning policy; everything after that the system does by itself. */
final class DemoCollections {

    private static final List<String> NAMES =
            List.of("Payment notice", "Friendly reminder", "Second reminder", "Final notice");
    private static final List<String> TONES = List.of("PRE_DUE", "FRIENDLY", "SECOND", "FINAL");

    private final TenantApi api;

    DemoCollections(TenantApi api) {
        this.api = api;
    }

    void setPolicy() {
        List<Map<String, Object>> levels = new ArrayList<>();
        for (int i = 0; i < NAMES.size(); i++) {
            levels.add(Map.of("name", NAMES.get(i), "days", ExpectedReminders.LEVEL_DAYS.get(i), "tone", TONES.get(i)));
        }
        Map<String, Object> policy =
                Map.of("effectiveFrom", "2025-01-01", "levels", levels, "minimumGapDays", ExpectedReminders.GAP_DAYS);
        api.dunning().post("/v1/policies", policy).expect(201);
    }
}
