package io.quarkiverse.ws4redis.it;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A client that writes whatever bytes it is told to, and so can break every rule of RFC 6455. Reads with patience. */
final class RawWebSocket implements AutoCloseable {

    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int PATIENCE_MILLIS = 60_000;
    private static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};

    /** What the server has sent. For the end of the connection without a close frame there is {@link #GONE}. */
    record Frame(int opcode, byte[] payload) {

        static final Frame GONE = new Frame(-1, new byte[0]);

        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** {@return the close frame's code; 1005 for an empty one, 1006 for none} */
        int closeCode() {
            if (opcode != CLOSE) {
                return 1006;
            }
            return payload.length == 0 ? 1005 : (payload[0] & 0xff) << 8 | payload[1] & 0xff;
        }

        String closeReason() {
            return payload.length < 2 ? "" : new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
        }
    }

    private final Socket socket;
    private final OutputStream out;
    private final DataInputStream in;

    private RawWebSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.in = new DataInputStream(socket.getInputStream());
    }

    static RawWebSocket connect(URI uri) {
        return connect(uri, new byte[0]);
    }

    /** Connects with bytes right behind the request, without waiting for its answer. */
    static RawWebSocket connect(URI uri, byte[] early) {
        return connect(uri, new Socket(), early);
    }

    /** Connects by a socket for which the kernel keeps no more than this, about, of what is not read. */
    static RawWebSocket connect(URI uri, int receiveBuffer) {
        try {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(receiveBuffer);
            return connect(uri, socket, new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RawWebSocket connect(URI uri, Socket socket, byte[] early) {
        try {
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            RawWebSocket client = new RawWebSocket(socket);
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            request.writeBytes(("GET " + uri.getPath() + " HTTP/1.1\r\nHost: " + uri.getAuthority()
                    + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            request.writeBytes(early);
            client.write(request.toByteArray());
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

    /** {@return a whole message of one masked frame} */
    static byte[] frame(int opcode, byte[] payload) {
        return frame(0x80 | opcode, true, payload);
    }

    static byte[] frame(int opcode, String payload) {
        return frame(opcode, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** {@return a masked frame that others follow} */
    static byte[] fragment(int opcode, String payload) {
        return frame(opcode, true, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** {@return a frame with any first byte: final bit, reserved bits, opcode} */
    static byte[] frame(int first, boolean masked, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(head(first, masked, payload.length));
        for (int i = 0; i < payload.length; i++) {
            frame.write(masked ? payload[i] ^ MASK[i % 4] : payload[i]);
        }
        return frame.toByteArray();
    }

    /** {@return a frame up to its payload} */
    static byte[] head(int first, boolean masked, int length) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.write(first);
        int mask = masked ? 0x80 : 0;
        if (length < 126) {
            head.write(mask | length);
        } else if (length < 65536) {
            head.write(mask | 126);
            head.write(length >> 8);
            head.write(length);
        } else {
            head.write(mask | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                head.write((int) ((long) length >> shift));
            }
        }
        if (masked) {
            head.writeBytes(MASK);
        }
        return head.toByteArray();
    }

    static byte[] closeFrame(int code, String reason) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        payload.write(code >> 8);
        payload.write(code);
        payload.writeBytes(reason.getBytes(StandardCharsets.UTF_8));
        return frame(CLOSE, payload.toByteArray());
    }

    /** {@return all parts as one} */
    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Writes; a peer that has closed already does not matter. {@return whether the kernel took it} */
    boolean write(byte[]... parts) {
        try {
            out.write(join(parts));
            return true;
        } catch (SocketException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes each byte as a packet of its own. */
    void writeOneByOne(byte[] bytes) {
        for (byte b : bytes) {
            write(new byte[]{b});
        }
    }

    /** {@return the next frame but pings, which come at any time; {@link Frame#GONE} at the end of the connection} */
    Frame read() {
        Frame next = readAny();
        while (next.opcode() == PING) {
            next = readAny();
        }
        return next;
    }

    private Frame readAny() {
        try {
            int opcode = in.readUnsignedByte() & 0xf;
            byte[] payload = new byte[length()];
            in.readFully(payload);
            return new Frame(opcode, payload);
        } catch (EOFException | SocketException e) {
            return Frame.GONE;
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

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
