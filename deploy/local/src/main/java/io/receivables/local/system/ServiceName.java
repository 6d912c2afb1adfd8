package io.receivables.local.system;

import java.nio.file.Path;
import java.util.Locale;

/** The five services that make up the system. */
public enum ServiceName {
    CUSTOMER,
    INVOICING,
    PAYMENT,
    DUNNING,
    REPORTING;

    private static final int FIRST_PORT = 8081;

    /** Short name, also the name of the database and the prefix of its roles. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    int usualPort() {
        return FIRST_PORT + ordinal();
    }

    /** Folder of the packaged application. */
    Path application(Path repository) {
        return repository.resolve(id() + "-service").resolve("target").resolve("quarkus-app");
    }
}
