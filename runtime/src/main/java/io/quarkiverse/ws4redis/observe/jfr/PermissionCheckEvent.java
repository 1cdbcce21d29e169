package io.quarkiverse.ws4redis.observe.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/** A permission method of the application that took long. */
@Name("io.quarkiverse.ws4redis.PermissionCheck")
@Label("Permission check")
@Description("A permission method was asked; the duration includes the wait for its thread")
@Category({"Quarkus", "ws4redis"})
@StackTrace(false)
@Threshold("20 ms")
public final class PermissionCheckEvent extends Event {

    @Label("Channel")
    public String channel;

    @Label("Method")
    public String method;

    @Label("Failed")
    @Description("Whether the method threw something; a refusal is no failure")
    public boolean failed;
}
