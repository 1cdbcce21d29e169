package io.quarkiverse.ws4redis.it;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A client that reads only when it is told to, over a socket with a small buffer: what it does not read waits at the server
 * and not in the kernel, which would take many megabytes.
 */
final class SlowClient implements AutoCloseable {

    private static final int CLOSE = 8;
    private static final int TEXT = 1;

    private final Socket socket;
    private final DataInputStream in;
    private int closeCode;

    private SlowClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    static SlowClient connect(URI uri) {
        try {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(4096);
            socket.setSoTimeout(60_000);
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
            SlowClient client = new SlowClient(socket);
            socket.getOutputStream().write(("GET " + uri.getPath() + " HTTP/1.1\r\nHost: " + uri.getAuthority()
                    + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            client.skipResponse();
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void skipResponse() throws IOException {
        int matched = 0;
        while (matched < 4) {
            matched = in.readUnsignedByte() == "\r\n\r\n".charAt(matched) ? matched + 1 : 0;
        }
    }

    SlowClient authAs(long userId) {
        send("{\"action\":\"auth\",\"kind\":\"jwt\",\"token\":\"" + Tokens.of(userId) + "\"}");
        readUntil(text -> text.contains("subscribed"));
        return this;
    }

    SlowClient subscribe(String channel, int pk) {
        send("{\"action\":\"subscribe\",\"channel\":\"" + channel + "\",\"pk\":" + pk + "}");
        readUntil(text -> text.contains("subscribed"));
        return this;
    }

    /** Masked with zeros: masked all the same. */
    void send(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0x80 | TEXT);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        try {
            socket.getOutputStream().write(frame.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads text frames up to the first that fits, or to the end of the connection. {@return all of them} */
    List<String> readUntil(Predicate<String> last) {
        List<String> texts = new ArrayList<>();
        try {
            while (true) {
                int opcode = in.readUnsignedByte() & 0xf;
                byte[] payload = new byte[length()];
                in.readFully(payload);
                if (opcode == CLOSE) {
                    closeCode = (payload[0] & 0xff) << 8 | payload[1] & 0xff;
                } else if (opcode == TEXT) {
                    String text = new String(payload, StandardCharsets.UTF_8);
                    texts.add(text);
                    if (last.test(text)) {
                        return texts;
                    }
                }
            }
        } catch (EOFException | SocketException e) {
            closeCode = closeCode == 0 ? 1006 : closeCode;
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int length() throws IOException {
        int length = in.readUnsignedByte();
        return switch (length) {
            case 126 -> in.readUnsignedShort();
            case 127 -> (int) in.readLong();
            default -> length;
        };
    }

    /** {@return the code it was closed with, 1006 for no close frame; 0 if it is open as far as it has read} */
    int closeCode() {
        return closeCode;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
