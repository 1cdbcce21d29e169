package io.quarkiverse.ws4redis.hub;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Ways out on one event loop: an array, because fan-out goes through all of them for each message, and beside it, where they
 * are many, their positions, so that one that leaves is found. Not thread-safe.
 */
final class OutboundSet {

    /** Up to so many, looking at all of them is cheaper than a map. */
    private static final int FEW = 16;

    private Outbound[] all = new Outbound[1];
    private int size;
    private Map<Outbound, Integer> positions;

    int size() {
        return size;
    }

    Outbound get(int position) {
        return all[position];
    }

    /** {@return false if it is there already} */
    boolean add(Outbound outbound) {
        if (position(outbound) >= 0) {
            return false;
        }
        if (size == all.length) {
            all = Arrays.copyOf(all, size * 2);
        }
        all[size] = outbound;
        if (positions != null) {
            positions.put(outbound, size);
        } else if (size == FEW) {
            positions = new IdentityHashMap<>();
            for (int i = 0; i <= size; i++) {
                positions.put(all[i], i);
            }
        }
        size++;
        return true;
    }

    /** {@return whether it was there; the last one takes its place} */
    boolean remove(Outbound outbound) {
        int position = position(outbound);
        if (position < 0) {
            return false;
        }
        Outbound last = all[--size];
        all[position] = last;
        all[size] = null;
        if (positions != null) {
            positions.put(last, position);
            positions.remove(outbound);
        }
        return true;
    }

    private int position(Outbound outbound) {
        if (positions != null) {
            return positions.getOrDefault(outbound, -1);
        }
        for (int i = 0; i < size; i++) {
            if (all[i] == outbound) {
                return i;
            }
        }
        return -1;
    }
}
