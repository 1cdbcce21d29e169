package io.quarkiverse.ws4redis.broker;

import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;

/** How Redis Cluster divides keys and channels: by the CRC16 of what is between the first braces, else of the whole name. */
final class HashSlot {

    static final int COUNT = 16384;

    /** CRC16-CCITT (XMODEM), as the specification of Redis Cluster says. */
    private static final int POLYNOMIAL = 0x1021;
    private static final int[] TABLE = new int[256];

    static {
        for (int i = 0; i < TABLE.length; i++) {
            int crc = i << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ POLYNOMIAL;
            }
            TABLE[i] = crc & 0xffff;
        }
    }

    private HashSlot() {
    }

    /** {@return what of a name decides on its slot} */
    static String tag(String name) {
        int open = name.indexOf('{');
        int close = open < 0 ? -1 : name.indexOf('}', open + 1);
        return close > open + 1 ? name.substring(open + 1, close) : name;
    }

    /** {@return the slot of a key or channel} */
    static int of(String name) {
        int crc = 0;
        for (byte b : tag(name).getBytes(StandardCharsets.UTF_8)) {
            crc = crc << 8 & 0xffff ^ TABLE[(crc >>> 8 ^ b) & 0xff];
        }
        return crc % COUNT;
    }

    /** {@return a hash tag whose slot is one of these, which must not be none} */
    static String tagIn(IntPredicate slots) {
        int tag = 0;
        while (!slots.test(of(Integer.toString(tag)))) {
            tag++;
        }
        return Integer.toString(tag);
    }
}
