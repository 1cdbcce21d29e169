package io.quarkiverse.ws4redis.observe.jfr;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A message that Redis brought, on its way to the event loops. */
@Name("io.quarkiverse.ws4redis.FanOut")
@Label("Fan-out")
@Description("A message off Redis is handed to the event loops that have subscribers")
@Category({"Quarkus", "ws4redis"})
@StackTrace(false)
@Enabled(false)
public final class FanOutEvent extends Event {

    @Label("Redis channel")
    public String redisChannel;

    @Label("Frame size")
    @DataAmount
    public int bytes;

    @Label("Event loops")
    public int loops;
}
