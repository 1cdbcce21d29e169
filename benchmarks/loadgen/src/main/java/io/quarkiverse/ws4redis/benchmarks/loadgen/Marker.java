package io.quarkiverse.ws4redis.benchmarks.loadgen;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The part of a payload that the harness finds again in whatever a server sends to a subscriber. It holds only ASCII
 * letters, digits and a tilde, so no JSON encoder changes it:
 * <pre>~LG run(4) pk(6) publisher(4) streamSeq(8) publisherSeq(8) nanoTime(16)</pre> all in hexadecimal, no spaces.
 */
final class Marker {
    static final int LENGTH = 3 + 4 + 6 + 4 + 8 + 8 + 16;
    /** The first three characters. */
    static final int MAGIC = '~' << 16 | 'L' << 8 | 'G';
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VALUE = new byte[256];

    static {
        Arrays.fill(VALUE, (byte) -1);
        for (int i = 0; i < 16; i++) {
            VALUE[HEX[i]] = (byte) i;
        }
    }

    private Marker() {
    }

    static void write(byte[] b, int at, int run, int pk, int publisher, int streamSeq, int publisherSeq, long nanos) {
        b[at] = '~';
        b[at + 1] = 'L';
        b[at + 2] = 'G';
        put(b, at + 3, 4, run);
        put(b, at + 7, 6, pk);
        put(b, at + 13, 4, publisher);
        put(b, at + 17, 8, streamSeq & 0xffffffffL);
        put(b, at + 25, 8, publisherSeq & 0xffffffffL);
        put(b, at + 33, 16, nanos);
    }

    private static void put(byte[] b, int at, int width, long v) {
        for (int i = at + width - 1; i >= at; i--) {
            b[i] = HEX[(int) (v & 15)];
            v >>>= 4;
        }
    }

    static int run(byte[] marker) {
        return (int) get(marker, 3, 4);
    }

    static int pk(byte[] marker) {
        return (int) get(marker, 7, 6);
    }

    static int publisher(byte[] marker) {
        return (int) get(marker, 13, 4);
    }

    static int streamSeq(byte[] marker) {
        return (int) get(marker, 17, 8);
    }

    static int publisherSeq(byte[] marker) {
        return (int) get(marker, 25, 8);
    }

    static long nanos(byte[] marker) {
        return get(marker, 33, 16);
    }

    private static long get(byte[] b, int at, int width) {
        long v = 0;
        for (int i = at; i < at + width; i++) {
            v = v << 4 | VALUE[b[i] & 255];
        }
        return v;
    }
}
