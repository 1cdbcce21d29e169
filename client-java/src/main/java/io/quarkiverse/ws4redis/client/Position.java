package io.quarkiverse.ws4redis.client;

/**
 * A place in a channel's history: to be kept over a restart of the application, and given to {@link Channel#subscribe(Position)}.
 *
 * @param epoch which history
 * @param offset the last message that was dealt with
 */
public record Position(String epoch, long offset) {
}
