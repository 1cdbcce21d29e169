package io.quarkiverse.ws4redis.benchmarks.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.vertx.core.buffer.Buffer;

/** The little text scanning and frame building that the raw peers do. */
final class Wire {
    private Wire() {
    }

    static String action(String s) {
        return between(s, "\"action\":\"", '"');
    }

    static String channel(String s) {
        return between(s, "\"channel\":\"", '"');
    }

    static int pk(String s) {
        int i = s.indexOf("\"pk\":") + 5;
        int v = 0;
        while (Character.isDigit(s.charAt(i))) {
            v = v * 10 + s.charAt(i++) - '0';
        }
        return v;
    }

    /** What subscribers get, from what the publisher sent: the same text without its action. */
    static String delivery(String channel, int pk, String publish) {
        return "{\"channel\":\"" + channel + "\",\"pk\":" + pk + ","
                + publish.substring(publish.indexOf("\"message\":"));
    }

    static String subscribed(String channel, int pk) {
        return "{\"name\":\"subscribed\",\"channel\":\"" + channel + "\",\"status\":200,\"pk\":" + pk + "}";
    }

    private static String between(String s, String before, char after) {
        int i = s.indexOf(before);
        return i < 0 ? "" : s.substring(i + before.length(), s.indexOf(after, i + before.length()));
    }

    /** A whole unmasked text frame: header and payload, ready to be written to any number of sockets. */
    static ByteBuf frame(Buffer payload) {
        int n = payload.length();
        ByteBuf b = PooledByteBufAllocator.DEFAULT.directBuffer(n + 10);
        b.writeByte(0x81);
        if (n < 126) {
            b.writeByte(n);
        } else if (n < 65536) {
            b.writeByte(126).writeShort(n);
        } else {
            b.writeByte(127).writeLong(n);
        }
        return b.writeBytes(payload.getBytes());
    }
}
