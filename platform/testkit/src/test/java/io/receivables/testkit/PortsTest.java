package io.receivables.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void freePortsDifferAndLieBelowThoseOfOutgoingConnections() {
        Set<Integer> ports = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            ports.add(Ports.free());
        }
        assertThat(ports).hasSize(200).allSatisfy(port -> assertThat(port).isBetween(20_000, 31_999));
    }

    @Test
    void aTakenPortIsNotChosen() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Ports.choose(taken.getLocalPort(), "Kafka"))
                    .hasMessage("Kafka cannot start: port " + taken.getLocalPort() + " is in use.");
        }
    }
}
