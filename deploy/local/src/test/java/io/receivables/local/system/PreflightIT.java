package io.receivables.local.system;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.receivables.local.LocalFailure;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightIT {

    @Test
    void aPortInUseIsNamedTogetherWithWhoNeedsIt() throws Exception {
        Ports free = Ports.free();
        try (ServerSocket other = new ServerSocket(free.of(ServiceName.PAYMENT), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(free::requireFree)
                    .isInstanceOf(LocalFailure.class)
                    .hasMessageContaining("Port " + other.getLocalPort() + " is in use; payment-service needs it");
        }
        assertThatCode(free::requireFree).doesNotThrowAnyException();
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        assertThatThrownBy(() -> Preflight.requireFolder(file.resolve("data")))
                .isInstanceOf(LocalFailure.class)
                .hasMessageContaining("cannot be written");
    }

    @Test
    void aFullDiskIsToldInMebibytes(@TempDir Path folder) {
        assertThatThrownBy(() -> Preflight.requireSpace(folder, Long.MAX_VALUE))
                .isInstanceOf(LocalFailure.class)
                .hasMessageContaining("is full");
        assertThatCode(() -> Preflight.requireSpace(folder, 1)).doesNotThrowAnyException();
    }

    @Test
    void aMissingApplicationTellsHowToBuildIt(@TempDir Path folder) {
        Settings settings = new Settings(
                folder, folder.resolve("t"), folder.resolve("d"), folder.resolve("m"), Ports.free(), false);
        assertThatThrownBy(() -> Preflight.check(settings))
                .isInstanceOf(LocalFailure.class)
                .hasMessageContaining("make package");
    }
}
