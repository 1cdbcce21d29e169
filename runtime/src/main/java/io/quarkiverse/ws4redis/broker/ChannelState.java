package io.quarkiverse.ws4redis.broker;

import java.util.List;

/**
 * Who is present in a channel, at one moment.
 *
 * @param version the number of the last change
 * @param count how many users there are
 * @param present those of them who have been there longest
 */
public record ChannelState(long version, int count, List<Present> present) {

    /** A user and how many connections it has there; 0 if it has just gone and may come back. */
    public record Present(ChannelMember member, int connections) {
    }
}
