package io.receivables.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.testkit.Tokens;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class BodyLimitIT extends PaymentIntegrationTest {
    private static final int MEBIBYTE = 1024 * 1024;

    @TestHTTPResource
    URI address;

    @ParameterizedTest
    @ValueSource(strings = {"/v1/payments", "/v1/statement-imports"})
    void aBodyOf200MegabytesIsRefusedBeforeItIsRead(String path) throws IOException {
        var state = Database.state(world.tenant());
        try (var socket = open(path, "Content-Length: " + 200 * MEBIBYTE)) {
            assertThat(answer(socket)).startsWith("HTTP/1.1 413").contains("body_too_large");
        }
        assertThat(Database.state(world.tenant())).isEqualTo(state);
    }

    @Test
    void aBodyOfUntoldLengthIsCutOffAtTheLimit() throws IOException {
        var state = Database.state(world.tenant());
        try (var socket = open("/v1/statement-imports", "Transfer-Encoding: chunked")) {
            var chunk = new byte[MEBIBYTE];
            java.util.Arrays.fill(chunk, (byte) ' ');
            try {
                for (int i = 0; i < 134; i++) {
                    socket.getOutputStream().write("100000\r\n".getBytes(StandardCharsets.US_ASCII));
                    socket.getOutputStream().write(chunk);
                    socket.getOutputStream().write("\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException e) {
                // the server has closed the connection, which is an answer too
            }
            assertThat(answer(socket)).doesNotStartWith("HTTP/1.1 20").doesNotStartWith("HTTP/1.1 50");
        }
        assertThat(Database.state(world.tenant())).isEqualTo(state);
    }

    private Socket open(String path, String header) throws IOException {
        var socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout(30_000);
        var type = path.equals("/v1/payments") ? "application/json" : "application/xml";
        var head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type
                + "\r\nConnection: close\r\nAuthorization: Bearer " + Tokens.token(world.tenant(), "anna", "finance")
                + "\r\nIdempotency-Key: k1\r\n" + header + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String answer(Socket socket) {
        try {
            var reader = new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8);
            var answer = new StringBuilder();
            while (answer.indexOf("}") < 0) {
                int next = reader.read();
                if (next < 0) {
                    break;
                }
                answer.append((char) next);
            }
            return answer.toString();
        } catch (IOException e) {
            return "closed";
        }
    }
}
