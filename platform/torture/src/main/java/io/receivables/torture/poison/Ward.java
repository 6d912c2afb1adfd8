package io.receivables.torture.poison;

import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.ServiceName;
import io.receivables.local.system.ServiceTables;
import io.receivables.torture.Finding;
import io.receivables.torture.check.Gauges;
import io.receivables.torture.history.Pauses;
import io.receivables.torture.poison.Kind.Fate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where the wrong records are in each service, before and after a person looked after them. */
final class Ward {

    private static final Duration MEASURED = Duration.ofSeconds(60);
    private static final String POSITIONS =
            "select topic, aggregate_id, sequence from inbox_positions where tenant_id = ?";

    private final LocalSystem system;
    private final List<Dose> doses;
    private final List<String> tenants;
    private long freed;

    /** @param tenants the tenant of the good events, and the one that owns what names no tenant */
    Ward(LocalSystem system, List<Dose> doses, List<String> tenants) {
        this.system = system;
        this.doses = doses;
        this.tenants = tenants;
    }

    /** Wrong records that are neither listed nor without harm, in any service that reads them. */
    List<Finding> lost() {
        Map<ServiceName, Set<String>> parked = new EnumMap<>(ServiceName.class);
        for (ServiceName service : ServiceName.values()) {
            Set<String> places = new HashSet<>();
            tenants.forEach(tenant -> places.addAll(new Operator(system, service, tenant).places()));
            parked.put(service, places);
        }
        Map<ServiceName, Map<String, Long>> positions = positions();
        List<Finding> findings = new ArrayList<>();
        for (Dose dose : doses) {
            for (ServiceName service : dose.kind().stock().consumers()) {
                boolean listed = parked.get(service).contains(dose.place());
                boolean passed = positions.get(service).getOrDefault(key(dose), 0L) >= Dose.FOLLOWER;
                Fate fate = dose.kind().fate();
                boolean right =
                        switch (fate) {
                            case PARKED -> listed && !passed;
                            case EITHER -> listed != passed;
                            case HARMLESS -> passed && !listed;
                        };
                if (!right) {
                    findings.add(Finding.of(
                            dose.toString(),
                            "must be " + fate + " and is " + (listed ? "" : "not ") + "listed in " + service.id()
                                    + "-service, its follower is " + (passed ? "" : "not ") + "applied"));
                }
            }
        }
        return findings;
    }

    private Map<ServiceName, Map<String, Long>> positions() {
        ServiceTables books = new ServiceTables(system);
        Map<ServiceName, Map<String, Long>> all = new EnumMap<>(ServiceName.class);
        for (ServiceName service : ServiceName.values()) {
            Map<String, Long> positions = new HashMap<>();
            books.rows(service, POSITIONS, tenants.get(0))
                    .forEach(row -> positions.put(
                            row.get("topic") + row.get("aggregate_id"), Long.valueOf(row.get("sequence"))));
            all.put(service, positions);
        }
        return all;
    }

    private static String key(Dose dose) {
        return dose.kind().stock().topic() + dose.aggregate();
    }

    /** Frees everything through the API; answers what could not be freed. */
    List<Finding> free() {
        List<Finding> findings = new ArrayList<>();
        for (ServiceName service : ServiceName.values()) {
            for (String tenant : tenants) {
                Operator operator = new Operator(system, service, tenant);
                operator.free();
                freed += operator.freed();
                findings.addAll(operator.findings());
            }
        }
        return findings;
    }

    long freed() {
        return freed;
    }

    /** What is still held up after that. */
    List<Finding> left() {
        List<Finding> findings = new ArrayList<>();
        Map<ServiceName, Map<String, Long>> positions = positions();
        for (Dose dose : doses) {
            for (ServiceName service : dose.kind().stock().consumers()) {
                long position = positions.get(service).getOrDefault(key(dose), 0L);
                if (position < Dose.FOLLOWER) {
                    findings.add(Finding.of(
                            dose.toString(), "holds up its aggregate in " + service.id() + "-service for good"));
                }
            }
        }
        for (ServiceName service : ServiceName.values()) {
            Gauges gauges = new Gauges(system, service);
            if (!Pauses.until(MEASURED, () -> gauges.sum("receivables_inbox_parked") == 0)) {
                findings.add(Finding.of(
                        service.id() + "-service",
                        "still says receivables_inbox_parked " + gauges.sum("receivables_inbox_parked")));
            }
        }
        return findings;
    }
}
