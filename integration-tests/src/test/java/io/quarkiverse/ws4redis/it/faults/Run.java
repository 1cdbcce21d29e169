package io.quarkiverse.ws4redis.it.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a subscriber got without being told of a gap: the messages after an offset of an epoch, one for each offset. Not thread-safe. */
final class Run {

    private final String epoch;
    private final long after;
    private final List<Message> messages = new ArrayList<>();

    Run(String epoch, long after) {
        this.epoch = epoch;
        this.after = after;
    }

    String epoch() {
        return epoch;
    }

    /** {@return the offset of the last message} */
    long offset() {
        return after + messages.size();
    }

    void add(Message message) {
        messages.add(message);
    }

    List<Message> messages() {
        return Collections.unmodifiableList(messages);
    }

    @Override
    public String toString() {
        return epoch + ":" + (after + 1) + "-" + offset();
    }
}
