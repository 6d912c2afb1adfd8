package io.receivables.torture.check;

import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.ServiceName;
import io.receivables.local.system.ServiceTables;
import io.receivables.torture.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** I6: the legal numbers of each series run from 1 without gap and without duplicate, up to its counter. */
public final class NumberCheck {

    private static final String SERIES =
            """
            select s.tenant_id, s.prefix, s.last_number, count(d.number) as issued, count(distinct d.number) as numbers,
                   coalesce(min(substr(d.number, length(s.prefix) + 1)::bigint), 1) as first,
                   coalesce(max(substr(d.number, length(s.prefix) + 1)::bigint), 0) as last
              from numbering_series s
              left join (select tenant_id, seller_id, number, 'INVOICE' as document_type from invoices
                          where number is not null
                         union all
                         select tenant_id, seller_id, number, 'CREDIT_NOTE' from credit_notes) d
                on d.tenant_id = s.tenant_id and d.seller_id = s.seller_id and d.document_type = s.document_type
               and starts_with(d.number, s.prefix)
             group by s.tenant_id, s.seller_id, s.document_type, s.prefix, s.last_number""";

    private final ServiceTables books;
    private long documents;

    public NumberCheck(LocalSystem system) {
        this.books = new ServiceTables(system);
    }

    public List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        for (Map<String, String> series : books.rows(ServiceName.INVOICING, SERIES)) {
            long issued = Long.parseLong(series.get("issued"));
            documents += issued;
            boolean whole = issued == number(series, "numbers")
                    && number(series, "first") == 1
                    && number(series, "last") == issued
                    && number(series, "last_number") == issued;
            if (!whole) {
                findings.add(Finding.of(
                        "series " + series.get("prefix") + " of " + series.get("tenant_id"), series.toString()));
            }
        }
        return findings;
    }

    /** How many numbered documents were looked at. */
    public long documents() {
        return documents;
    }

    private static long number(Map<String, String> row, String column) {
        return Long.parseLong(row.get(column));
    }
}
