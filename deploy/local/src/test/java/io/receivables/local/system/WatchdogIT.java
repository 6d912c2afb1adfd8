package io.receivables.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class WatchdogIT {

    @Test
    void aChildEndsWhenItsLauncherIsKilledWithoutWarning() throws Exception {
        Process launcher = launcher("stay");
        try (BufferedReader out = launcher.inputReader(StandardCharsets.UTF_8)) {
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
            assertThat(child.isAlive()).isTrue();

            launcher.destroyForcibly().waitFor();

            Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> !child.isAlive());
        }
    }

    @Test
    void aChildThatWasLetGoSurvivesTheEndOfItsLauncher() throws Exception {
        Process launcher = launcher("let-go");
        try (BufferedReader out = launcher.inputReader(StandardCharsets.UTF_8)) {
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
            assertThat(launcher.waitFor(30, TimeUnit.SECONDS)).isTrue();

            Awaitility.await()
                    .during(Duration.ofSeconds(2))
                    .atMost(Duration.ofSeconds(30))
                    .until(child::isAlive);
            child.destroyForcibly();
        }
    }

    private static Process launcher(String mode) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WatchdogIT.class.getName(),
                        mode)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Stands in for the launcher: one guarded child, then waiting or an orderly end. */
    public static void main(String[] args) throws Exception {
        Watchdog watchdog = new Watchdog();
        Process child = new ProcessBuilder(OwnSession.command("sleep", "300")).start();
        watchdog.guard("TERM", child.pid());
        System.out.println(child.pid());
        if (args[0].equals("stay")) {
            new InputStreamReader(System.in, StandardCharsets.UTF_8).read();
        }
        watchdog.close();
    }
}
