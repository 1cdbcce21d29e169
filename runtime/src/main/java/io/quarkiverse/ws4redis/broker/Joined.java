package io.quarkiverse.ws4redis.broker;

import java.util.List;

/**
 * What joining has brought about.
 *
 * @param first whether the identity was offline before
 * @param replaced the connections that this one takes the place of, which must be closed
 */
public record Joined(boolean first, List<ConnectionRef> replaced) {
}
