package io.quarkiverse.ws4redis.protocol;

/**
 * How far somebody is in a topic with history.
 *
 * @param epoch what the offset counts in: as long as it is the same, the offsets of all messages are consecutive
 * @param offset the offset of the last message; 0 before the first one
 */
public record Position(String epoch, long offset) {

    /** {@return whether an offset can be compared with this one} */
    public boolean isComparable(Position other) {
        return other != null && epoch.equals(other.epoch);
    }
}
