package io.quarkiverse.ws4redis.client;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where the application is in one channel and pk, over all connections. Every step says whether messages may be missing that will
 * not come any more: then the application has to load what it shows again.
 */
final class Recovery {

    /** Whether a message is new, and what went before it: nothing, if nothing can be missing. */
    record Step(boolean fresh, Optional<Position> missingBefore) {

        static final Step NEXT = new Step(true, Optional.empty());
        static final Step KNOWN = new Step(false, Optional.empty());
    }

    private Position position;
    private boolean seen;
    private boolean recovering;

    /** {@code position}: where the application was before; null if it does not know. */
    Recovery(Position position) {
        this.position = position;
    }

    /** {@return up to where the application has everything; nothing without history} */
    Optional<Position> position() {
        return Optional.ofNullable(position);
    }

    /** It is about to be subscribed to. {@return from where on messages are wanted} */
    Optional<Position> start() {
        recovering = position != null;
        return position();
    }

    /** {@return whether something may be missing} */
    boolean subscribed(Frame frame) {
        // Of who has just said where they were, the server may have been asked before.
        boolean missing = (seen || position != null) && !recovering;
        seen = true;
        // Who recovers is not yet where the channel is: the missed messages come first.
        if (!recovering) {
            position = frame.position().orElse(null);
        }
        return missing;
    }

    /** {@return whether something may be missing} */
    boolean recovered(Frame frame) {
        recovering = false;
        position = frame.position().orElse(null);
        return !frame.recovered();
    }

    Step message(OptionalLong offset) {
        if (offset.isEmpty() || position == null) {
            return Step.NEXT;
        }
        long last = position.offset();
        if (offset.getAsLong() <= last) {
            return Step.KNOWN;
        }
        long current = offset.getAsLong();
        Position before = new Position(position.epoch(), current - 1);
        position = new Position(position.epoch(), current);
        return current == last + 1 ? Step.NEXT : new Step(true, Optional.of(before));
    }
}
