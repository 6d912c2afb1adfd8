package io.receivables.local;

import io.receivables.local.demo.DemoCommand;
import io.receivables.local.retail.OnlineRetail;
import io.receivables.local.system.LocalCommand;
import io.receivables.local.system.Rehearsal;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** The command line of the local system: {@code run}, {@code demo}, {@code prepare}, {@code online-retail}. */
public final class Local {

    private static final String USAGE =
            """
            usage: local run                             start everything, play the demo once, stay up until Ctrl-C
                   local demo                            start on empty data, play the demo, check its figures, stop
                   local prepare                         start and stop once, so that later starts are quick
                   local online-retail <file> [limit]    issue the sales of a file on the running system""";

    private Local() {}

    /** Exits 0 when everything was right, 1 when something was not, 2 when the command was not understood. */
    public static void main(String[] args) {
        int status;
        try {
            status = run(args);
        } catch (LocalFailure e) {
            awaitEndWhenStopping();
            System.err.println("Failed: " + e.getMessage().replaceAll("\\s*\\R\\s*", " "));
            status = 1;
        }
        // A full stop: libraries may have left threads behind, and the shutdown hook stops what still runs.
        System.exit(status);
    }

    /** After Ctrl-C calls fail because the services are being stopped; that is no news. */
    private static void awaitEndWhenStopping() {
        Thread probe = new Thread(() -> {}, "probe");
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
        } catch (IllegalStateException e) {
            // The process ends when the shutdown hooks are through, whatever this thread does.
            LockSupport.park();
        }
    }

    private static int run(String[] args) {
        String command = args.length == 0 ? "" : args[0];
        return switch (command) {
            case "run" -> LocalCommand.run();
            case "demo" -> DemoCommand.run();
            case "prepare" -> Rehearsal.run();
            case "online-retail" -> OnlineRetail.run(Arrays.asList(args).subList(1, args.length));
            default -> {
                System.err.println(USAGE);
                yield 2;
            }
        };
    }
}
