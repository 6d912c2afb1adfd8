package io.receivables.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.receivables.local.LocalFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.Assertions;
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

    @Test
    void theEndWaitsForAStartThatHasBegunAndNothingStartsAfterIt() throws Exception {
        try (Watchdog watchdog = new Watchdog()) {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            AtomicBoolean started = new AtomicBoolean();
            CompletableFuture<Void> start = CompletableFuture.runAsync(() -> watchdog.start(() -> {
                begun.countDown();
                await(goOn);
                started.set(true);
            }));
            await(begun);
            CompletableFuture<Boolean> end = new CompletableFuture<>();
            Thread ending = new Thread(() -> {
                watchdog.end();
                end.complete(started.get());
            });
            ending.start();
            Awaitility.await().until(() -> ending.getState() == Thread.State.WAITING);
            goOn.countDown();

            assertThat(end.get(30, TimeUnit.SECONDS)).isTrue();
            start.get(30, TimeUnit.SECONDS);
            assertThatThrownBy(() -> watchdog.start(() -> Assertions.fail("was started")))
                    .isInstanceOf(LocalFailure.class)
                    .hasMessageContaining("being stopped");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
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
