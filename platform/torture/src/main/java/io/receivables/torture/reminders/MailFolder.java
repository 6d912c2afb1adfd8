package io.receivables.torture.reminders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The mails to a tenant's debtors that the mail server acknowledged; each file is read once. */
final class MailFolder {

    private final String domain;
    private final Path folder;
    private final Map<Path, Mail> read = new HashMap<>();

    MailFolder(String tenant, Path folder) {
        this.domain = "@" + tenant + ".example";
        this.folder = folder;
    }

    Path path() {
        return folder;
    }

    List<Mail> all() {
        try (Stream<Path> files = Files.list(folder)) {
            Set<Path> there =
                    files.filter(file -> file.toString().endsWith(".eml")).collect(Collectors.toSet());
            there.forEach(file -> read.computeIfAbsent(file, Mail::read));
            read.keySet().retainAll(there);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Mail> mails = new ArrayList<>(read.values());
        mails.removeIf(mail -> !mail.recipient().endsWith(domain));
        return mails;
    }

    /** How many of these mails are about an invoice. */
    static long about(String invoiceNumber, List<Mail> mails) {
        return mails.stream()
                .filter(mail -> mail.subject().contains(invoiceNumber))
                .count();
    }
}
