package io.receivables.chassis.reconciliation;

import java.util.Comparator;
import java.util.List;

/**
 * The table of a copy, for the one statement that compares it. Expressions are SQL over {@code t}, the row, {@code s.item},
 * the stated item, and {@code p}, how far the follower has come with this item.
 *
 * @param name of the table
 * @param id column of the item's id
 * @param statedId field of the stated item
 * @param statedVersion field of the stated item
 * @param version expression of the version that the row was derived from
 * @param condition expression that is true for rows that are copies
 * @param complete whether every stated item must be there
 * @param exact whether the version moves with the follower only
 */
public record CopyTable(
        String name,
        String id,
        String statedId,
        String statedVersion,
        String version,
        String condition,
        boolean complete,
        boolean exact,
        List<Field> fields) {
    /** One event may set several copies right; the most exact one is judged first, because it says best what was wrong. */
    static final Comparator<CopyTable> MOST_EXACT_FIRST =
            Comparator.comparing(CopyTable::exact).reversed().thenComparing(CopyTable::name);

    /**
     * What must be equal at equal versions.
     *
     * @param stated expression over the stated item
     * @param held expression over the row
     */
    public record Field(String name, String stated, String held) {
        public static Field amount(String name, String column) {
            return cast(name, column, "numeric");
        }

        public static Field text(String name, String column) {
            return cast(name, column, "text");
        }

        public static Field date(String name, String column) {
            return cast(name, column, "date");
        }

        public static Field id(String name, String column) {
            return cast(name, column, "uuid");
        }

        private static Field cast(String name, String column, String type) {
            return new Field(name, "(s.item->>'" + name + "')::" + type, "t." + column + "::" + type);
        }
    }

    /** All items of a part: $5 and $6 bound the ids. */
    String compareRange() {
        return compare("t." + id + " > $5 and t." + id + " <= $6");
    }

    /** One item: $5 is its id. */
    String compareOne() {
        return compare("t." + id + " = $5");
    }

    private String compare(String scope) {
        var differing = fields.stream()
                .map(f -> "case when %s is distinct from %s then '%s' end".formatted(f.stated(), f.held(), f.name()))
                .toList();
        var held = fields.stream()
                .map(f -> "'%s', %s".formatted(f.name(), f.held()))
                .toList();
        // Under row level security an index is used only for what cannot leak: for columns, not for coalesce() or a
        // cast of them.
        return """
                with stated as materialized (
                    select (i->>'%1$s')::uuid as id, (i->>'%2$s')::bigint as version, i as item
                      from jsonb_array_elements($2::text::jsonb) as i),
                compared as (
                    select coalesce(s.id, t.%3$s) as item_id, s.item as stated, coalesce(s.version, 0) as stated_version,
                           case when t.%3$s is null then 0 else %4$s end as held_version,
                           case when t.%3$s is not null then jsonb_build_object(%5$s) end as held,
                           case when s.id is null or t.%3$s is null then '{}'
                                else array_remove(array[%6$s], null) end::text[] as fields,
                           coalesce(p.sequence, 0) as position, coalesce(p.blocked, false) as blocked
                      from stated s
                      full join (select * from %7$s t where t.tenant_id = $1 and %8$s and %9$s) as t on t.%3$s = s.id
                      left join lateral (select sequence, blocked from inbox_positions
                                          where tenant_id = $1 and consumer = $3 and topic = $4 and aggregate_id = s.id
                                          union all
                                         select sequence, blocked from inbox_positions
                                          where tenant_id = $1 and consumer = $3 and topic = $4
                                            and aggregate_id = t.%3$s and s.id is null
                                          limit 1) as p on true)
                select * from compared
                 where (stated_version <> held_version or cardinality(fields) > 0) and %10$s
                 order by item_id"""
                .formatted(
                        statedId,
                        statedVersion,
                        id,
                        version,
                        String.join(", ", held),
                        String.join(", ", differing),
                        name,
                        scope,
                        condition,
                        complete ? "true" : "held is not null");
    }
}
