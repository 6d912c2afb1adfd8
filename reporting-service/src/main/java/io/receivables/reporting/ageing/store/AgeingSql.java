package io.receivables.reporting.ageing.store;

/**
 * The ageing queries. $1 tenant, $2 as-of date, $3 currency or null, $4 customer or the one before the page.
 *
 * <p>Everything is read from the totals of now, the tenant's or its customers', from which the changes that were effective only
 * after the as-of date are taken out again. Asked what was known at an instant, everything comes from the history.
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

    private static final String OWED_TO_TENANT =
            """
            select null::uuid as customer_id, i.currency, i.due_date, i.amount from owed_totals i
             where i.tenant_id = $1 and %1$s
            """;
    private static final String OWED_BY_CUSTOMERS =
            """
            select i.customer_id, i.currency, i.due_date, i.amount from customer_owed_totals i
             where i.tenant_id = $1 and %1$s
            """;
    /** Whether there is any is asked once, at one end of an index, because today there seldom is. */
    private static final String OWED_LATER =
            """
            union all
            select i.customer_id, i.currency, i.due_date, -c.delta
              from open_items i
              join open_item_changes c on c.tenant_id = i.tenant_id and c.invoice_id = i.invoice_id
             where i.tenant_id = $1 and i.latest_effective_date > $2 and c.effective_date > $2
               and %1$s
               and $2 < (select l.latest_effective_date from open_items l where l.tenant_id = $1
                          order by l.latest_effective_date desc limit 1)""";

    private static final String OWED_AS_KNOWN =
            """
            select i.customer_id, i.currency, i.due_date, i.delta as amount from open_item_changes i
             where i.tenant_id = $1 and i.effective_date <= $2 and i.recorded_at <= %2$s
               and %1$s""";

    private static final String CASH_OF_TENANT =
            """
            select null::uuid as customer_id, p.currency, p.identified, p.amount from cash_totals p
             where p.tenant_id = $1 and %1$s
            """;
    private static final String CASH_OF_CUSTOMERS =
            """
            select p.customer_id, p.currency, true as identified, p.amount from customer_cash_totals p
             where p.tenant_id = $1 and %1$s
            """;
    private static final String CASH_LATER =
            """
            union all
            select p.customer_id, p.currency, p.customer_id is not null, -c.delta
              from payments p
              join payment_cash_changes c on c.tenant_id = p.tenant_id and c.payment_id = p.payment_id
             where p.tenant_id = $1 and p.latest_effective_date > $2 and c.effective_date > $2
               and %1$s
               and $2 < (select l.latest_effective_date from payments l where l.tenant_id = $1
                          order by l.latest_effective_date desc limit 1)""";
    /** Whose cash it is, too, only as far as it was known: an event may have named the customer later. */
    private static final String CASH_AS_KNOWN =
            """
            select k.customer_id, p.currency, k.customer_id is not null as identified, k.amount
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
    private static final String AFTER = ALL + " and (%1$s.customer_id, %1$s.currency) > ($4, $5)";
    private static final String OF_CUSTOMER_AFTER = OF_CUSTOMER + " and %1$s.currency > $5";
    private static final String OF_ACCOUNT = "%1$s.customer_id = a.customer_id and %1$s.currency = a.currency";

    private static final String TOTAL_OWED =
            """
            select currency, due_date, sum(amount) as amount from (%s) o
             group by 1, 2 having sum(amount) <> 0""";
    private static final String TOTAL_CASH =
            """
            select currency, sum(amount) as unapplied,
                   coalesce(sum(amount) filter (where not identified), 0) as unidentified
              from (%s) c group by 1 having sum(amount) <> 0""";

    /**
     * Accounts with a change that is effective only later: what they have now may not have been there yet, and the other way round. Today
     * there seldom are any, which is asked once, at one end of an index.
     */
    private static final String LATER =
            """
            with later as materialized (
                select k.customer_id, k.currency from open_items k
                 where k.tenant_id = $1 and k.latest_effective_date > $2 and %1$s
                   and $2 < (select l.latest_effective_date from open_items l where l.tenant_id = $1
                              order by l.latest_effective_date desc limit 1)
                union
                select k.customer_id, k.currency from payments k
                 where k.tenant_id = $1 and k.latest_effective_date > $2 and k.customer_id is not null and %1$s
                   and $2 < (select l.latest_effective_date from payments l where l.tenant_id = $1
                              order by l.latest_effective_date desc limit 1))
            """;
    /**
     * Accounts with a total, or with a later change; those that are settled are not looked at. A total is never zero, so at most those with
     * a later change are left out of the page, and that many more than a page are enough, of each kind and together. Each kind is limited by
     * itself: only then is it read along its key as far as that, and not as a whole.
     */
    private static final String ACCOUNTS_NOW =
            """
            (select k.customer_id, k.currency
               from ((select distinct k.customer_id, k.currency from customer_owed_totals k
                       where k.tenant_id = $1 and %1$s
                       order by 1, 2 limit $6 + (select count(*) from later))
                     union
                     (select k.customer_id, k.currency from customer_cash_totals k
                       where k.tenant_id = $1 and %1$s
                       order by 1, 2 limit $6 + (select count(*) from later))
                     union
                     select l.customer_id, l.currency from later l) k
              order by 1, 2 limit $6 + (select count(*) from later))""";
    /** Every account there ever was. */
    private static final String ACCOUNTS =
            "(select k.customer_id, k.currency from customer_accounts k where k.tenant_id = $1 and %1$s)";

    private static final String PAGE =
            """
            %4$s
            select a.customer_id, a.currency, n.external_id, n.name, o.due_dates, o.amounts, u.unapplied
              from %3$s a
              left join customers n on n.tenant_id = $1 and n.customer_id = a.customer_id
             cross join lateral (
                select array_agg(d.due_date) as due_dates, array_agg(d.amount) as amounts
                  from (select due_date, sum(amount) as amount from (%1$s) i group by due_date) d
                 where d.amount <> 0) o
             cross join lateral (
                select coalesce(sum(c.amount) filter (where c.customer_id = a.customer_id), 0) as unapplied
                  from (%2$s) c) u
             where (o.due_dates is not null or u.unapplied <> 0)
             order by a.customer_id, a.currency
             limit $6""";

    static String totalOwed(boolean ofCustomer, Basis basis) {
        return basis.mark
                + TOTAL_OWED.formatted(
                        ofCustomer
                                ? owed(OWED_BY_CUSTOMERS, OF_CUSTOMER, basis, "$5")
                                : owed(OWED_TO_TENANT, ALL, basis, "$4"));
    }

    static String totalCash(boolean ofCustomer, Basis basis) {
        return basis.mark
                + TOTAL_CASH.formatted(
                        ofCustomer
                                ? cash(CASH_OF_CUSTOMERS, OF_CUSTOMER, basis, "$5")
                                : cash(CASH_OF_TENANT, ALL, basis, "$4"));
    }

    /** One row per customer and currency with something owed or unapplied; $5 currency before the page, $6 limit. */
    static String page(boolean ofCustomer, Basis basis) {
        var which = (ofCustomer ? OF_CUSTOMER_AFTER : AFTER).formatted("k");
        boolean now = basis == Basis.NOW;
        return basis.mark
                + PAGE.formatted(
                        owed(OWED_BY_CUSTOMERS, OF_ACCOUNT, basis, "$7"),
                        cash(CASH_OF_CUSTOMERS, OF_ACCOUNT, basis, "$7"),
                        (now ? ACCOUNTS_NOW : ACCOUNTS).formatted(which),
                        now ? LATER.formatted(which) : "");
    }

    private static String owed(String totals, String scope, Basis basis, String knownAt) {
        return (basis == Basis.KNOWN ? OWED_AS_KNOWN : totals + OWED_LATER).formatted(scope.formatted("i"), knownAt);
    }

    private static String cash(String totals, String scope, Basis basis, String knownAt) {
        return (basis == Basis.KNOWN ? CASH_AS_KNOWN : totals + CASH_LATER).formatted(scope.formatted("p"), knownAt);
    }
}
