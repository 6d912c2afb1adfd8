package io.receivables.testkit;

import java.nio.file.Path;

/** A process that starts a persistent server and dies without stopping it. */
public final class ForgottenServer {

    private ForgottenServer() {}

    public static void main(String[] args) {
        PostgresServer.startPersistent(Path.of(args[0]), 0);
        Runtime.getRuntime().halt(3);
    }
}
