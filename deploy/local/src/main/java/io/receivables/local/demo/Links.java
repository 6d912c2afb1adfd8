package io.receivables.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.api.Amounts;
import io.receivables.local.api.TenantApi;
import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.ServiceName;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** Shows the ageing report as it stands and where to look further. */
final class Links {

    private Links() {}

    static void print(LocalSystem system, TenantApi api, PrintStream out) {
        ageing(api, out);
        out.println();
        out.println("Look around:");
        for (ServiceName service : ServiceName.values()) {
            out.printf(
                    "  %-10s %s/q/swagger-ui%n",
                    service.id(), system.settings().ports().baseUrl(service));
        }
        out.printf(
                "  %-10s %s (%d, one .eml each; list: index.tsv)%n",
                "mails", system.mails().folder(), system.mails().count());
        lastMail(system).ifPresent(mail -> out.printf("  %-10s %s%n", "last mail", mail));
        out.printf(
                "  %-10s %s (addresses and a token per role)%n",
                "clients", system.settings().localJson());
        String url = system.settings().ports().baseUrl(ServiceName.REPORTING) + "/v1/reports/ageing";
        out.println("  The ageing report:");
        out.println("    curl -s " + url + " -H \"Authorization: Bearer $(jq -r .tokens.finance "
                + system.settings().localJson() + ")\"");
    }

    private static Optional<String> lastMail(LocalSystem system) {
        try {
            List<String> mails = Files.readAllLines(system.mails().index());
            String[] last = mails.get(mails.size() - 1).split("\t");
            return Optional.of(last[0] + " to " + last[2] + ": " + last[3]);
        } catch (IOException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static void ageing(TenantApi api, PrintStream out) {
        JsonNode report = api.reporting().get("/v1/reports/ageing");
        out.println();
        out.println("Ageing as of " + report.path("asOf").asText() + ", by the reporting service:");
        out.printf(
                "  %-4s %18s %18s %18s %18s %18s %18s %18s%n",
                "", "not due", "1-30 days", "31-60", "61-90", "91-120", "over 120", "unapplied cash");
        for (JsonNode total : report.path("totals")) {
            JsonNode amounts = total.path("amounts");
            out.printf(
                    "  %-4s %18s %18s %18s %18s %18s %18s %18s%n",
                    total.path("currency").asText(),
                    amount(amounts, "notDue"),
                    amount(amounts, "days1To30"),
                    amount(amounts, "days31To60"),
                    amount(amounts, "days61To90"),
                    amount(amounts, "days91To120"),
                    amount(amounts, "over120Days"),
                    amount(amounts, "unapplied"));
        }
    }

    private static String amount(JsonNode amounts, String field) {
        return Account.grouped(Amounts.of(amounts.path(field)));
    }
}
