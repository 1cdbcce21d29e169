package io.quarkiverse.ws4redis.benchmarks.loadgen;

import io.netty.buffer.ByteBuf;

/** Checks what one subscriber receives: each message once, in the order of its publisher, and none of another channel's. */
final class Receipts {

    private final Engine engine;
    private final Stats stats;
    private final int pk;
    private final byte[] marker = new byte[Marker.LENGTH];
    /** Where the marker was in the last message: servers put it at the same place each time. */
    private int hint;
    /** Per stream (publisher): the next sequence number expected and which of the last 64 were seen. */
    private final int[] next;
    private final long[] seen;

    Receipts(Engine engine, Stats stats, int pk) {
        this.engine = engine;
        this.stats = stats;
        this.pk = pk;
        this.next = new int[engine.publisherCount()];
        this.seen = new long[engine.publisherCount()];
    }

    /** {@return false if it is no published message} */
    boolean take(ByteBuf in, int at, int length, long now) {
        int found = find(in, at, length);
        if (found < 0) {
            return false;
        }
        in.getBytes(found, marker, 0, Marker.LENGTH);
        if (Marker.run(marker) == engine.run) { // else an earlier run left it in the server
            check(now);
        }
        return true;
    }

    private void check(long now) {
        int publisher = Marker.publisher(marker);
        if (Marker.pk(marker) != pk || publisher >= next.length) {
            stats.misrouted++;
        } else if (unique(publisher, Marker.streamSeq(marker))) {
            stats.deliveries++;
            stats.latency.recordValue(Math.max(0, now - Marker.nanos(marker)));
            engine.delivered(publisher, Marker.publisherSeq(marker));
        }
    }

    private int find(ByteBuf in, int at, int length) {
        if (length < Marker.LENGTH) {
            return -1;
        }
        int hinted = at + hint;
        if (hint + Marker.LENGTH <= length && in.getUnsignedMedium(hinted) == Marker.MAGIC) {
            return hinted;
        }
        int last = at + length - Marker.LENGTH;
        for (int i = in.indexOf(at, last + 1, (byte) '~'); i >= 0; i = in.indexOf(i + 1, last + 1, (byte) '~')) {
            if (in.getUnsignedMedium(i) == Marker.MAGIC) {
                hint = i - at;
                return i;
            }
        }
        return -1;
    }

    private boolean unique(int stream, int seq) {
        int ahead = seq - next[stream];
        if (ahead >= 0) {
            seen[stream] = (ahead >= 63 ? 0 : seen[stream] << (ahead + 1)) | 1;
            next[stream] = seq + 1;
            return true;
        }
        int back = -ahead - 1;
        if (back < 64 && (seen[stream] & 1L << back) == 0) {
            seen[stream] |= 1L << back;
            stats.reordered++;
            return true;
        }
        if (back >= 64) {
            stats.reordered++; // too old to tell a late one from a duplicate: counted as both
        }
        stats.duplicates++;
        return false;
    }
}
