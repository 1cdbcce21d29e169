package io.quarkiverse.ws4redis.observe.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A Redis link that came up or was lost. */
@Name("io.quarkiverse.ws4redis.RedisLink")
@Label("Redis link")
@Description("A Redis link came up or was lost")
@Category({"Quarkus", "ws4redis"})
@StackTrace(false)
public final class RedisLinkEvent extends Event {

    @Label("Up")
    public boolean up;

    @Label("Reason")
    public String reason;

    /** Records that a link is up. */
    public static void up() {
        record(true, null);
    }

    /** Records that a link is lost, and why. */
    public static void lost(String reason) {
        record(false, reason);
    }

    private static void record(boolean up, String reason) {
        RedisLinkEvent event = new RedisLinkEvent();
        if (event.shouldCommit()) {
            event.up = up;
            event.reason = reason;
            event.commit();
        }
    }
}
