package io.receivables.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * One kept-alive HTTP/1.1 connection that sends requests made beforehand and reads only as much of an answer as a measurement needs, so
 * that the client takes as little as possible of the processor it shares with what it measures. Not for several threads.
 */
public final class Wire implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 60_000;
    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

    private final int port;
    private byte[] buffer = new byte[32 * 1024];
    private int filled;
    private int bodyStart;
    private int bodyLength;
    private Socket socket;
    private InputStream in;
    private OutputStream out;

    public Wire(int port) {
        this.port = port;
    }

    /** Sends one request and waits for its answer; answers the status. */
    public int send(byte[] request) throws IOException {
        try {
            if (socket == null) {
                connect();
            }
            out.write(request);
            return read();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private void connect() throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    private int read() throws IOException {
        filled = 0;
        int head = readHead();
        String text = new String(buffer, 0, head, StandardCharsets.ISO_8859_1);
        bodyStart = head + END_OF_HEAD.length;
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("\r\ntransfer-encoding: chunked")) {
            readChunks();
        } else {
            bodyLength = contentLength(text);
            readUntil(bodyStart + bodyLength);
        }
        if (lower.contains("\r\nconnection: close")) {
            close();
        }
        return Integer.parseInt(text.substring(9, 12));
    }

    private int readHead() throws IOException {
        int searched = 0;
        while (true) {
            readMore();
            for (int i = searched; i + END_OF_HEAD.length <= filled; i++) {
                if (Arrays.equals(buffer, i, i + END_OF_HEAD.length, END_OF_HEAD, 0, END_OF_HEAD.length)) {
                    return i;
                }
            }
            searched = Math.max(0, filled - END_OF_HEAD.length + 1);
        }
    }

    /** Moves the chunks of an answer together, as one body. */
    private void readChunks() throws IOException {
        bodyLength = 0;
        int at = bodyStart;
        while (true) {
            int line = at;
            while (line + 1 >= filled || buffer[line] != '\r') {
                if (line + 1 >= filled) {
                    readMore();
                } else {
                    line++;
                }
            }
            int size = Integer.parseInt(new String(buffer, at, line - at, StandardCharsets.ISO_8859_1), 16);
            int data = line + 2;
            readUntil(data + size + 2);
            if (size == 0) {
                return;
            }
            System.arraycopy(buffer, data, buffer, bodyStart + bodyLength, size);
            bodyLength += size;
            at = data + size + 2;
        }
    }

    private void readUntil(int length) throws IOException {
        while (filled < length) {
            readMore();
        }
    }

    private void readMore() throws IOException {
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            throw new EOFException("The connection was closed before the end of the answer");
        }
        filled += read;
    }

    /** The length of the body, which services tell where it is not large. */
    private static int contentLength(String head) throws IOException {
        String marker = "\r\ncontent-length: ";
        int at = head.toLowerCase(Locale.ROOT).indexOf(marker);
        if (at < 0) {
            if (head.startsWith("HTTP/1.1 204")) {
                return 0;
            }
            throw new IOException("An answer without a length: " + head);
        }
        int from = at + marker.length();
        int to = head.indexOf('\r', from);
        return Integer.parseInt(
                head.substring(from, to < 0 ? head.length() : to).trim());
    }

    /** The body of the last answer. */
    public String body() {
        return new String(buffer, bodyStart, bodyLength, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            socket = null;
        }
    }
}
