package io.quarkiverse.ws4redis.observe.jfr;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A message that an event loop wrote to its subscribers. */
@Name("io.quarkiverse.ws4redis.Delivery")
@Label("Delivery")
@Description("An event loop writes a message to its subscribers; they are flushed later, together with other messages")
@Category({"Quarkus", "ws4redis"})
@StackTrace(false)
@Enabled(false)
public final class DeliveryEvent extends Event {

    @Label("Redis channel")
    public String redisChannel;

    @Label("Frame size")
    @DataAmount
    public int bytes;

    @Label("Sockets")
    public int sockets;
}
