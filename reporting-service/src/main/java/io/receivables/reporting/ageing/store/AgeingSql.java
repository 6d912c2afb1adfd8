package io.receivables.reporting.ageing.store;

/**
 * The ageing queries. $1 tenant, $2 as-of date, $3 currency or null, $4 customer or the one before the page.
 *
 * <p>A whole tenant is read from the totals of now, from which the changes that were effective only after the as-of date are
 * taken out again. For customers, items and payments whose every change was effective by then are read from their current
 * state, and the others summed up from their history. Asked what was known at an instant, everything comes from the history.
 */
final class AgeingSql {
    private AgeingSql() {}

    /** From when the figures are, which decides how much has to be read. */
    enum Basis {
        NOW(""),
        PAST("/* reads all: what changed since a day in the past */ "),
        KNOWN("/* reads all: what was known at an instant */ ");

        private final String mark;

        Basis(String mark) {
            this.mark = mark;
        }
    }

    private static final String OWED =
            """
            select t.currency, t.due_date, t.amount from owed_totals t
             where t.tenant_id = $1 and ($3::text is null or t.currency = $3)
            union all
            select i.currency, i.due_date, -c.delta
              from open_items i
              join open_item_changes c on c.tenant_id = i.tenant_id and c.invoice_id = i.invoice_id
             where i.tenant_id = $1 and i.latest_effective_date > $2 and c.effective_date > $2
               and ($3::text is null or i.currency = $3)""";
    private static final String UNAPPLIED =
            """
            select t.currency, t.identified, t.amount from cash_totals t
             where t.tenant_id = $1 and ($3::text is null or t.currency = $3)
            union all
            select p.currency, p.customer_id is not null, -c.delta
              from payments p
              join payment_cash_changes c on c.tenant_id = p.tenant_id and c.payment_id = p.payment_id
             where p.tenant_id = $1 and p.latest_effective_date > $2 and c.effective_date > $2
               and ($3::text is null or p.currency = $3)""";

    private static final String ITEMS =
            """
            select i.currency, i.due_date, i.open_amount as amount from open_items i
             where i.tenant_id = $1 and i.open_amount <> 0 and i.latest_effective_date <= $2
               and %1$s
            union all
            select i.currency, i.due_date, c.delta
              from open_items i
              join open_item_changes c on c.tenant_id = i.tenant_id and c.invoice_id = i.invoice_id
             where i.tenant_id = $1 and i.latest_effective_date > $2 and c.effective_date <= $2
               and %1$s""";
    private static final String ITEMS_KNOWN =
            """
            select i.currency, i.due_date, i.delta as amount from open_item_changes i
             where i.tenant_id = $1 and i.effective_date <= $2 and i.recorded_at <= %2$s
               and %1$s""";
    private static final String CASH =
            """
            select p.currency, p.customer_id, p.unapplied as amount from payments p
             where p.tenant_id = $1 and p.unapplied <> 0 and p.latest_effective_date <= $2
               and %1$s
            union all
            select p.currency, p.customer_id, c.delta
              from payments p
              join payment_cash_changes c on c.tenant_id = p.tenant_id and c.payment_id = p.payment_id
             where p.tenant_id = $1 and p.latest_effective_date > $2 and c.effective_date <= $2
               and %1$s""";
    /** Whose cash it is, too, only as far as it was known: an event may have named the customer later. */
    private static final String CASH_KNOWN =
            """
            select p.currency, k.customer_id, k.amount
              from payments p
             cross join lateral (
                select coalesce(sum(c.delta) filter (where c.effective_date <= $2), 0) as amount,
                       (array_agg(c.customer_id order by c.sequence desc)
                            filter (where c.customer_id is not null))[1] as customer_id
                  from payment_cash_changes c
                 where c.tenant_id = p.tenant_id and c.payment_id = p.payment_id and c.recorded_at <= %2$s) k
             where p.tenant_id = $1
               and %1$s""";

    private static final String ALL = "($3::text is null or %1$s.currency = $3)";
    private static final String OF_CUSTOMER = ALL + " and %1$s.customer_id = $4";
    private static final String OF_ACCOUNT = "%1$s.customer_id = a.customer_id and %1$s.currency = a.currency";

    private static final String TOTAL_OWED =
            """
            select currency, due_date, sum(amount) as amount from (%s) o
             group by 1, 2 having sum(amount) <> 0""";
    private static final String TOTAL_CASH =
            """
            select currency, sum(amount) as unapplied, coalesce(sum(amount) filter (where %2$s), 0) as unidentified
              from (%1$s) c group by 1 having sum(amount) <> 0""";
    private static final String PAGE =
            """
            select a.customer_id, a.currency, n.external_id, n.name, o.due_dates, o.amounts, u.unapplied
              from customer_accounts a
              left join customers n on n.tenant_id = a.tenant_id and n.customer_id = a.customer_id
             cross join lateral (
                select array_agg(d.due_date) as due_dates, array_agg(d.amount) as amounts
                  from (select due_date, sum(amount) as amount from (%1$s) i group by due_date) d
                 where d.amount <> 0) o
             cross join lateral (
                select coalesce(sum(c.amount) filter (where c.customer_id = a.customer_id), 0) as unapplied
                  from (%2$s) c) u
             where a.tenant_id = $1 and ($3::text is null or a.currency = $3)
               and %3$s
               and (o.due_dates is not null or u.unapplied <> 0)
             order by a.customer_id, a.currency
             limit $6""";

    static String totalOwed(boolean ofCustomer, Basis basis) {
        boolean kept = !ofCustomer && basis != Basis.KNOWN;
        var owed = kept ? OWED : items(totalScope(ofCustomer, "i"), basis, ofCustomer ? "$5" : "$4");
        return basis.mark + TOTAL_OWED.formatted(owed);
    }

    static String totalCash(boolean ofCustomer, Basis basis) {
        boolean kept = !ofCustomer && basis != Basis.KNOWN;
        var cash = kept ? UNAPPLIED : cash(totalScope(ofCustomer, "p"), basis, ofCustomer ? "$5" : "$4");
        return basis.mark + TOTAL_CASH.formatted(cash, kept ? "not identified" : "customer_id is null");
    }

    /** One row per customer and currency with something owed or unapplied; $5 currency before the page, $6 limit. */
    static String page(boolean ofCustomer, Basis basis) {
        return basis.mark
                + PAGE.formatted(
                        items(OF_ACCOUNT.formatted("i"), basis, "$7"),
                        cash(OF_ACCOUNT.formatted("p"), basis, "$7"),
                        ofCustomer
                                ? "a.customer_id = $4 and a.currency > $5"
                                : "(a.customer_id, a.currency) > ($4, $5)");
    }

    private static String totalScope(boolean ofCustomer, String alias) {
        return (ofCustomer ? OF_CUSTOMER : ALL).formatted(alias);
    }

    private static String items(String scope, Basis basis, String knownAt) {
        return (basis == Basis.KNOWN ? ITEMS_KNOWN : ITEMS).formatted(scope, knownAt);
    }

    private static String cash(String scope, Basis basis, String knownAt) {
        return (basis == Basis.KNOWN ? CASH_KNOWN : CASH).formatted(scope, knownAt);
    }
}
