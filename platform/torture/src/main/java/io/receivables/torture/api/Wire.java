package io.receivables.torture.api;

import io.receivables.local.system.Ports;
import io.receivables.local.system.ServiceName;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * HTTP/1.1 on bare sockets: sends what a well-behaved client would refuse to send, such as a path that cannot be decoded. One connection per
 * service, kept open; for one thread.
 */
public final class Wire implements AutoCloseable {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int READ_MILLIS = 30_000;

    private final Ports ports;
    private final Map<ServiceName, Connection> open = new EnumMap<>(ServiceName.class);

    public Wire(Ports ports) {
        this.ports = ports;
    }

    /** Sends once; a kept connection that the service closed meanwhile is replaced by a new one. */
    public Reply send(ServiceName service, Request request) throws IOException {
        Connection kept = open.remove(service);
        if (kept != null) {
            try {
                return exchange(service, kept, request);
            } catch (IOException e) {
                kept.close();
            }
        }
        Connection fresh = new Connection(ports.of(service));
        try {
            return exchange(service, fresh, request);
        } catch (IOException e) {
            fresh.close();
            throw e;
        }
    }

    private Reply exchange(ServiceName service, Connection connection, Request request) throws IOException {
        Reply reply = connection.exchange(request);
        if (reply.header("connection").equalsIgnoreCase("close")) {
            connection.close();
        } else {
            open.put(service, connection);
        }
        return reply;
    }

    @Override
    public void close() {
        open.values().forEach(Connection::close);
        open.clear();
    }

    private static final class Connection {

        private final Socket socket = new Socket();
        private final InputStream in;

        Connection(int port) throws IOException {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            socket.setSoTimeout(READ_MILLIS);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        }

        Reply exchange(Request request) throws IOException {
            long start = System.nanoTime();
            socket.getOutputStream().write(bytes(request));
            socket.getOutputStream().flush();
            String[] status = line().split(" ", 3);
            Map<String, String> headers = new HashMap<>();
            for (String line = line(); !line.isEmpty(); line = line()) {
                int colon = line.indexOf(':');
                headers.merge(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).trim(),
                        (a, b) -> a + ", " + b);
            }
            int code = Integer.parseInt(status[1]);
            byte[] body = request.method().equals("HEAD") || code == 204 || code == 304 ? new byte[0] : body(headers);
            return new Reply(code, headers, body, System.nanoTime() - start);
        }

        private byte[] bytes(Request request) {
            StringBuilder head = new StringBuilder()
                    .append(request.method())
                    .append(' ')
                    .append(request.target())
                    .append(" HTTP/1.1\r\nHost: localhost:")
                    .append(socket.getPort())
                    .append("\r\n");
            request.headers()
                    .forEach((name, value) ->
                            head.append(name).append(": ").append(value).append("\r\n"));
            if (request.body().length > 0 || !request.method().matches("GET|HEAD|DELETE|OPTIONS|TRACE")) {
                head.append("Content-Length: ").append(request.body().length).append("\r\n");
            }
            head.append("\r\n");
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
            bytes.writeBytes(request.body());
            return bytes.toByteArray();
        }

        private byte[] body(Map<String, String> headers) throws IOException {
            String length = headers.get("content-length");
            if (length != null) {
                return exactly(Integer.parseInt(length));
            }
            if (!"chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
                return in.readAllBytes();
            }
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int size = chunk(); size > 0; size = chunk()) {
                body.writeBytes(exactly(size));
                line();
            }
            line();
            return body.toByteArray();
        }

        private int chunk() throws IOException {
            return Integer.parseInt(line().split(";")[0].trim(), 16);
        }

        private byte[] exactly(int length) throws IOException {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException("the answer ends after " + bytes.length + " of " + length + " bytes");
            }
            return bytes;
        }

        private String line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new EOFException("the connection was closed without an answer");
                }
                if (c != '\r') {
                    line.write(c);
                }
            }
            return line.toString(StandardCharsets.UTF_8);
        }

        void close() {
            try {
                socket.close();
            } catch (IOException e) {
                // A connection that cannot be closed is closed already.
            }
        }
    }
}
