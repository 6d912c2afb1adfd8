package io.receivables.reporting.projection;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** All projections of this service. */
@ApplicationScoped
public class Projections {
    /** Fed by open items and payments alike; rows are only ever added, so their order does not matter. */
    private static final String ACCOUNTS = "customer_accounts";

    private final List<Projection> all;

    Projections(@All List<Projection> all) {
        this.all = List.copyOf(all);
    }

    public List<Projection> all() {
        return all;
    }

    public List<String> topics() {
        return all.stream().map(Projection::topic).sorted().toList();
    }

    /** Every table that a rebuild derives again. */
    public List<String> tables() {
        var tables = new ArrayList<String>();
        all.forEach(projection -> tables.addAll(projection.tables()));
        tables.add(ACCOUNTS);
        return tables;
    }
}
