package io.quarkiverse.ws4redis.broker;

/**
 * What became of a publish.
 *
 * @param receivers how many nodes received it
 * @param offset its offset; {@link #NO_OFFSET} without history
 */
public record Published(int receivers, long offset) {

    /** Offsets begin with 1. */
    public static final long NO_OFFSET = 0;
}
