package io.receivables.torture.access;

import io.receivables.torture.api.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Who is meant to do what, written down a second time and from the business's side, so that a wrong annotation is found and not repeated.
 * Everybody of a tenant reads, except what names people's accounts, messages and actions; sales and finance keep the customers; finance
 * moves money; administrators decide about the set-up.
 */
final class MeantRoles {

    private static final String TABLE =
            """
            GET    /v1/clock                                        everybody
            GET    /v1/audit-entries.*                              finance manager admin
            POST   /v1/audit-verifications                          manager admin
            .*     /v1/parked-events.*                              admin
            GET    /v1/reconciliations.*                            finance manager admin
            POST   /v1/reconciliations                              finance admin
            GET    /v1/tenant                                       finance admin
            .*     /v1/tenant.*                                     admin
            POST   /v1/customer-imports                             sales finance admin
            GET    /v1/customer-imports/.*                          sales finance manager analyst admin
            GET    /v1/customers.*                                  everybody
            .*     /v1/customers.*                                  sales finance admin
            GET    /v1/sellers.*                                    finance admin
            .*     /v1/sellers.*                                    admin
            POST   /v1/vat-rates                                    admin
            GET    /v1/vat-rates                                    everybody
            GET    /v1/(invoices|credit-notes|open-items|cases).*   everybody
            .*     /v1/invoices.*                                   finance admin
            GET    /v1/bill-runs.*                                  finance manager admin
            POST   /v1/bill-runs.*                                  finance admin
            GET    /v1/payments.*                                   finance sales collector manager analyst admin
            POST   /v1/payments                                     finance collector admin
            .*     /v1/payments/.*                                  finance admin
            POST   /v1/statement-imports                            finance admin
            GET    /v1/statement.*                                  finance manager admin
            GET    /v1/reminders.*                                  finance collector manager admin
            GET    /v1/policies.*                                   finance admin
            POST   /v1/policies                                     admin
            .*     /v1/rebuilds.*                                   admin
            GET    /v1/(reports|orders)/.*                          everybody
            """;

    private static final Set<String> EVERYBODY =
            new TreeSet<>(Set.of("finance", "sales", "delivery", "collector", "manager", "analyst", "admin"));

    private static final List<Rule> RULES = TABLE.lines().map(Rule::of).toList();

    private MeantRoles() {}

    /** The roles of which one is needed; empty when nobody has said so. The first line that fits counts. */
    static Optional<Set<String>> of(Operation operation) {
        return of(operation.method(), operation.path());
    }

    static Optional<Set<String>> of(String method, String path) {
        return RULES.stream()
                .filter(rule -> rule.method().matcher(method).matches()
                        && rule.path().matcher(path).matches())
                .findFirst()
                .map(Rule::roles);
    }

    private record Rule(Pattern method, Pattern path, Set<String> roles) {

        static Rule of(String line) {
            String[] cells = line.trim().split(" +");
            Set<String> roles = cells[2].equals("everybody")
                    ? EVERYBODY
                    : new TreeSet<>(Arrays.asList(cells).subList(2, cells.length));
            return new Rule(Pattern.compile(cells[0]), Pattern.compile(cells[1]), roles);
        }
    }
}
