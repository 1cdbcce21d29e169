package io.quarkiverse.ws4redis.observe.jfr;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A connection that did not keep up. */
@Name("io.quarkiverse.ws4redis.SlowConsumer")
@Label("Slow consumer")
@Description("A connection is closed with 4005, because it does not read as fast as is written to it")
@Category({"Quarkus", "ws4redis"})
@StackTrace(false)
public final class SlowConsumerEvent extends Event {

    @Label("Connection")
    public String connection;

    @Label("Bytes waiting")
    @DataAmount
    public long waiting;

    /** Records a connection that is closed. */
    public static void closed(String connection, long waiting) {
        SlowConsumerEvent event = new SlowConsumerEvent();
        if (event.shouldCommit()) {
            event.connection = connection;
            event.waiting = waiting;
            event.commit();
        }
    }
}
