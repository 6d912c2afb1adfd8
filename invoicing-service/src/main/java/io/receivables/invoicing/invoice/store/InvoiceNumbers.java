package io.receivables.invoicing.invoice.store;

import io.receivables.chassis.failpoint.Failpoint;
import io.receivables.chassis.tx.PgTx;
import io.receivables.invoicing.seller.NumberingPrefix;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Takes legal numbers from the counters of sellers. A counter stays locked until the transaction ends, so a transaction that
 * is undone gives its numbers back; whoever takes a number uses it.
 */
@ApplicationScoped
public class InvoiceNumbers {
    /** Counters are locked in one order by everybody who takes from several. */
    private static final String TAKE =
            """
            with wanted as (select * from unnest($2::uuid[], $3::bigint[]) as w (seller_id, numbers)),
                 locked as (
                     select n.seller_id, n.prefix, w.numbers, s.number_width
                       from wanted w
                       join sellers s on s.tenant_id = $1 and s.id = w.seller_id
                       join numbering_series n on n.tenant_id = $1 and n.seller_id = s.id
                            and n.document_type = 'INVOICE' and n.prefix = s.invoice_prefix
                      order by n.seller_id
                        for update of n)
            update numbering_series n set last_number = n.last_number + l.numbers
              from locked l
             where n.tenant_id = $1 and n.seller_id = l.seller_id and n.document_type = 'INVOICE' and n.prefix = l.prefix
            returning n.seller_id, n.prefix, l.number_width, n.last_number - l.numbers + 1 as first""";

    /** Numbers that were taken from one counter, handed out one after the other. */
    public static final class Taken {
        private final String prefix;
        private final int width;
        private long next;

        private Taken(Row row) {
            this.prefix = row.getString("prefix");
            this.width = row.getShort("number_width");
            this.next = row.getLong("first");
        }

        public String next() {
            return NumberingPrefix.number(prefix, next++, width);
        }
    }

    /** @param wanted how many numbers of which seller, each of which must exist */
    public Uni<Map<UUID, Taken>> take(PgTx tx, Map<UUID, Long> wanted) {
        if (wanted.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        var sellers = wanted.keySet().toArray(UUID[]::new);
        var numbers = Arrays.stream(sellers).map(wanted::get).toArray(Long[]::new);
        return tx.query(TAKE, tx.tenant(), sellers, numbers)
                .invoke(() -> Failpoint.reach("numbering.after-increment"))
                .map(rows -> {
                    var taken = new HashMap<UUID, Taken>();
                    rows.forEach(row -> taken.put(row.getUUID("seller_id"), new Taken(row)));
                    return taken;
                });
    }
}
