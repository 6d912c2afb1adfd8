package io.receivables.torture.statements;

import io.receivables.local.LocalFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much of another JVM's heap is in use right after a full collection. */
final class Heap {

    /** The two generations of the serial collector. */
    private static final Pattern USED = Pattern.compile("generation\\s+total \\d+K, used (\\d+)K");

    private Heap() {}

    static long kibibytes(long pid) {
        jcmd(pid, "GC.run");
        Matcher used = USED.matcher(jcmd(pid, "GC.heap_info"));
        long sum = 0;
        int generations = 0;
        while (used.find()) {
            sum += Long.parseLong(used.group(1));
            generations++;
        }
        if (generations != 2) {
            throw new LocalFailure("The heap of process " + pid + " could not be read.");
        }
        return sum;
    }

    private static String jcmd(long pid, String command) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            Process process = new ProcessBuilder(jcmd, Long.toString(pid), command)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return said;
        } catch (IOException e) {
            throw new LocalFailure("jcmd could not be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("Interrupted while asking for the heap", e);
        }
    }
}
