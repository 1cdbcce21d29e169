package io.quarkiverse.ws4redis.client;

import java.util.OptionalLong;

/**
 * What became of a published message.
 *
 * @param receivers how many nodes got it
 * @param offset its number in the channel's history, if there is one
 */
public record Published(int receivers, OptionalLong offset) {
}
