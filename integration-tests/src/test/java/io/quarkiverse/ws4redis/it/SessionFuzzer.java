package io.quarkiverse.ws4redis.it;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import io.quarkiverse.ws4redis.test.WsTestClient;

/** Makes up what a client could send: requests valid and broken, in frames valid and broken. The same for the same seed. */
final class SessionFuzzer {

    private static final int STEPS = 40;
    private static final List<String> ACTIONS = List.of("subscribe", "unsubscribe", "resubscribe", "publish", "publish",
            "history",
            "presence", "status", "other", "auth", "", "a:b");
    private static final List<String> CHANNELS = List.of("\"chat\"", "\"group\"", "\"user\"", "\"broadcast\"", "\"lobby\"",
            "\"board\"", "\"foyer\"", "\"system\"", "\"member\"", "\"nobody's\"", "\"a:b\"", "null", "{}", "7");
    private static final List<String> PKS = List.of("1", "2", "5", "\"alice\"", "\"bob\"", "\"7\"", "[1,2]", "[1,\"alice\",[]]",
            "null",
            "{}", "-1", "1e9", "\"\\u0000\"", "\"*\"");
    private static final List<String> VALUES = List.of("1", "\"text\"", "{}", "[[[[]]]]", "null",
            "{\"error\":\"x\",\"code\":1}",
            "\"\\ud83d\"", "1e400", "\"--heartbeat--\"", "{\"epoch\":\"0\",\"offset\":9}", "-0");
    private static final List<String> FIELDS = List.of("message", "message", "id", "key", "recover", "limit", "since",
            "channels",
            "kind", "token", "status");

    private final Random random;

    SessionFuzzer(long seed) {
        this.random = new Random(seed);
    }

    /** {@return all that the client sends, in the parts in which it sends them} */
    List<byte[]> parts(String token) {
        byte[][] parts = new byte[STEPS][];
        for (int i = 0; i < STEPS; i++) {
            // Most of it would be refused before it says who it is.
            parts[i] = i == 1
                    ? RawWebSocket.frame(RawWebSocket.TEXT,
                            "{\"action\":\"auth\",\"kind\":\"jwt\",\"token\":\"" + token + "\"}")
                    : framed(bytes());
        }
        return Arrays.asList(parts);
    }

    private byte[] bytes() {
        byte[] request = request().getBytes(StandardCharsets.UTF_8);
        return random.nextInt(4) == 0 ? broken(request) : request;
    }

    private String request() {
        if (random.nextInt(12) == 0) {
            return WsTestClient.HEARTBEAT;
        }
        StringBuilder out = new StringBuilder("{\"action\":\"").append(any(ACTIONS)).append("\",\"channel\":")
                .append(any(CHANNELS));
        if (random.nextInt(5) != 0) {
            out.append(",\"pk\":").append(any(PKS));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            out.append(",\"").append(any(FIELDS)).append("\":").append(any(VALUES));
        }
        if (random.nextInt(4) == 0) {
            out.append(",\"channels\":[{\"channel\":").append(any(CHANNELS)).append(",\"pk\":").append(any(PKS)).append("}]");
        }
        return out.append('}').toString();
    }

    private byte[] broken(byte[] request) {
        byte[] bytes = request.clone();
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> {
                bytes[at] = (byte) random.nextInt(256);
                yield bytes;
            }
            case 2 -> {
                byte[] longer = Arrays.copyOf(bytes, at + random.nextInt(100_000));
                Arrays.fill(longer, at, longer.length, (byte) '[');
                yield longer;
            }
            default -> Arrays.copyOfRange(bytes, at, bytes.length);
        };
    }

    /** One message in one frame or several; now and then what ends the connection. */
    private byte[] framed(byte[] message) {
        int opcode = random.nextInt(4) == 0 ? RawWebSocket.BINARY : RawWebSocket.TEXT;
        return switch (random.nextInt(60)) {
            case 0 -> noise();
            case 1 -> RawWebSocket.frame(random.nextInt(256), random.nextBoolean(), message);
            case 2 -> Arrays.copyOf(RawWebSocket.frame(opcode, message), 1 + random.nextInt(6));
            case 3 -> RawWebSocket.closeFrame(random.nextInt(6000), "");
            case 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 -> fragments(opcode, message);
            case 16, 17, 18 -> RawWebSocket.frame(RawWebSocket.PING, noise());
            default -> RawWebSocket.frame(opcode, message);
        };
    }

    private byte[] fragments(int opcode, byte[] message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int from = 0;
        int next = opcode;
        for (int i = random.nextInt(5); i > 0; i--) {
            int to = from + random.nextInt(message.length - from + 1);
            out.writeBytes(RawWebSocket.frame(next, true, Arrays.copyOfRange(message, from, to)));
            if (random.nextInt(3) == 0) {
                out.writeBytes(RawWebSocket.frame(RawWebSocket.PING, "between"));
            }
            from = to;
            next = RawWebSocket.CONTINUATION;
        }
        out.writeBytes(RawWebSocket.frame(next, Arrays.copyOfRange(message, from, message.length)));
        return out.toByteArray();
    }

    private byte[] noise() {
        byte[] bytes = new byte[random.nextInt(125)];
        random.nextBytes(bytes);
        return bytes;
    }

    private String any(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
