package io.quarkiverse.ws4redis.observe.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A message that was handed to Redis, until Redis answered. */
@Name("io.quarkiverse.ws4redis.Publish")
@Label("Publish")
@Description("A message is handed to Redis; the duration is that until Redis' answer")
@Category({"Quarkus", "ws4redis"})
@StackTrace(false)
@Enabled(false)
public final class PublishEvent extends Event {

    /** In place of the number of receivers. */
    public static final int FAILED = -1;

    @Label("Redis channel")
    public String redisChannel;

    @Label("Message size")
    @Description("In characters of its JSON")
    public int size;

    @Label("Receiving nodes")
    @Description("-1 if it failed")
    public int receivers;

    /** Redis has answered, or not: records this publish. */
    public void answered(String toRedisChannel, int characters, int toReceivers) {
        if (shouldCommit()) {
            redisChannel = toRedisChannel;
            size = characters;
            receivers = toReceivers;
            commit();
        }
    }
}
