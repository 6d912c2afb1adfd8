package io.receivables.torture.reminders;

import io.receivables.local.system.ServiceName;
import io.receivables.local.system.ServiceTables;
import io.receivables.torture.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the mails on the mail server's disk are not what dunning-service says it sent. */
final class MailCheck {

    private final ServiceTables books;
    private final String tenant;
    private final MailFolder mails;
    private final Map<String, Long> mailsWhenPaid = new HashMap<>();

    MailCheck(ServiceTables books, String tenant, MailFolder mails) {
        this.books = books;
        this.tenant = tenant;
        this.mails = mails;
    }

    /** From now on nobody may be reminded of this invoice. */
    void paid(String invoiceNumber) {
        mailsWhenPaid.put(invoiceNumber, MailFolder.about(invoiceNumber, mails.all()));
    }

    List<Finding> differences() {
        List<Finding> differences = new ArrayList<>();
        Map<String, Long> copies = new HashMap<>();
        List<Mail> all = mails.all();
        all.forEach(mail -> copies.merge(mail.reminderId(), 1L, Long::sum));
        for (Map<String, String> reminder : books.rows(
                ServiceName.DUNNING,
                "select id, state, invoice_number, level from reminders where tenant_id = ?",
                tenant)) {
            Long counted = copies.remove(reminder.get("id"));
            long found = counted == null ? 0 : counted;
            if (!right(reminder.get("state"), found)) {
                differences.add(Finding.of(
                        "reminder of level " + reminder.get("level") + " for " + reminder.get("invoice_number"),
                        "is " + reminder.get("state") + " and " + found + " mails arrived"));
            }
        }
        copies.keySet().forEach(id -> differences.add(Finding.of("mail " + id, "belongs to no reminder")));
        mailsWhenPaid.forEach((number, before) -> {
            long now = MailFolder.about(number, all);
            if (now != before) {
                differences.add(Finding.of("invoice " + number, "was paid and got " + (now - before) + " more mails"));
            }
        });
        return differences;
    }

    private static boolean right(String state, long mails) {
        return switch (state) {
            case "SENT" -> mails == 1;
            case "UNCONFIRMED" -> mails <= 1;
            default -> mails == 0;
        };
    }
}
