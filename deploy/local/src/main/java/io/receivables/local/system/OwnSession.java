package io.receivables.local.system;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Starts a command outside the terminal's process group, so that Ctrl-C reaches the launcher alone and the order of stopping is its own. */
final class OwnSession {

    private static final boolean SETSID = Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> new File(folder, "setsid").canExecute());

    private OwnSession() {}

    static List<String> command(String... command) {
        return command(List.of(command));
    }

    static List<String> command(List<String> command) {
        List<String> all = new ArrayList<>();
        if (SETSID) {
            all.add("setsid");
        }
        all.addAll(command);
        return all;
    }
}
