package io.quarkiverse.ws4redis.it.faults;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a subscriber got of a channel without history from one acknowledgement of its subscription to the end of that connection:
 * all that is published in between, however the connection ends. Not thread-safe.
 */
final class Stint {

    /** Of each publisher: its last message that was there; before the first, its last one that may have come too early. */
    private final Map<String, Long> last;
    private final Set<String> heard = new HashSet<>();

    /** {@code begun}: how many messages each publisher has begun to publish when the acknowledgement is there. */
    Stint(Map<String, Long> begun) {
        this.last = new HashMap<>(begun);
    }

    /** {@return false if one is missing before this one, or it has been there already} */
    boolean add(String from, long number) {
        boolean first = heard.add(from);
        long before = last.getOrDefault(from, 0L);
        last.put(from, number);
        return first ? number <= before + 1 : number == before + 1;
    }

    /** {@return whether a message has been there, or was begun too early} */
    boolean covers(Message message) {
        return last.getOrDefault(message.from(), 0L) >= message.number();
    }

    @Override
    public String toString() {
        return last.toString();
    }
}
