package io.receivables.local.system;

import io.receivables.local.LocalFailure;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the system lives on this machine.
 *
 * @param repository root of the source tree, where the packaged services are found
 * @param mails folder of the mails that were sent
 * @param target folder of everything that can be thrown away: logs, mails, local.json
 * @param data folder of the databases and the broker; a later start continues from it
 * @param rehearsal whether the start only serves to make class archives
 * @param sizing how much of the machine the parts may take
 */
public record Settings(
        Path repository, Path target, Path data, Path mails, Ports ports, boolean rehearsal, Sizing sizing) {

    /** A small system. */
    public Settings(Path repository, Path target, Path data, Path mails, Ports ports, boolean rehearsal) {
        this(repository, target, data, mails, ports, rehearsal, Sizing.SMALL);
    }

    /** Settings of the command line: environment or system properties, else the usual places and ports. */
    public static Settings fromEnvironment() {
        Path repository = findRepository();
        Path target = repository.resolve("deploy/local/target");
        String data = setting("RECEIVABLES_DATA_DIR", target.resolve("data").toString());
        boolean free = setting("RECEIVABLES_PORTS", "usual").equals("free");
        return new Settings(
                repository,
                target,
                Path.of(data).toAbsolutePath(),
                target.resolve("mail"),
                free ? Ports.free() : Ports.usual(),
                false);
    }

    public Settings withData(Path folder) {
        return new Settings(repository, target, folder, mails, ports, rehearsal, sizing);
    }

    public Settings withMails(Path folder) {
        return new Settings(repository, target, data, folder, ports, rehearsal, sizing);
    }

    public Settings withSizing(Sizing other) {
        return new Settings(repository, target, data, mails, ports, rehearsal, other);
    }

    Settings withPorts(Ports others) {
        return new Settings(repository, target, data, mails, others, rehearsal, sizing);
    }

    /** The same system on free ports, with data that is thrown away, started only to record which classes a start loads. */
    Settings forRehearsal() {
        Path folder = target.resolve("rehearsal");
        return new Settings(repository, target, folder, folder.resolve("mail"), Ports.free(), true);
    }

    ClassArchives archives() {
        return new ClassArchives(target.resolve("archives"), rehearsal);
    }

    /** The source tree: given as RECEIVABLES_HOME, else the nearest folder upwards that holds deploy/local. */
    public static Path findRepository() {
        String given = setting("RECEIVABLES_HOME", "");
        Path folder = Path.of(given).toAbsolutePath();
        while (folder != null && !Files.isDirectory(folder.resolve("deploy/local"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new LocalFailure("The source tree was not found. Start from inside it or set RECEIVABLES_HOME.");
        }
        return folder;
    }

    private static String setting(String name, String otherwise) {
        String property = System.getProperty(name);
        String variable = property == null ? System.getenv(name) : property;
        return variable == null || variable.isBlank() ? otherwise : variable;
    }

    public Path logs() {
        return target.resolve("logs");
    }

    public Path localJson() {
        return target.resolve("local.json");
    }
}
