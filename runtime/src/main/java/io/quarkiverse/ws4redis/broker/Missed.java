package io.quarkiverse.ws4redis.broker;

import java.util.List;

import io.quarkiverse.ws4redis.protocol.Position;
import io.vertx.core.buffer.Buffer;

/**
 * What Redis has of a topic after a known position.
 *
 * @param position where the topic is
 * @param complete whether {@code messages} are all between the known position and this one; if not, there are none
 * @param messages their JSON; the last one has the offset of {@code position}
 */
public record Missed(Position position, boolean complete, List<Buffer> messages) {
}
