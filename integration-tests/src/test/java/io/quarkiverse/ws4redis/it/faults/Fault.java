package io.quarkiverse.ws4redis.it.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.quarkiverse.ws4redis.test.faults.BreakableLink;

/**
 * Something that goes wrong and is mended after a while.
 *
 * @param name what goes wrong
 * @param place where: of two faults at once no two are in the same place
 * @param needsTheRest whether it can be mended only when everything else is well
 * @param strike lets it go wrong
 * @param mend puts it right, and returns when it is
 */
record Fault(String name, String place, boolean needsTheRest, Runnable strike, Runnable mend) {

    /** {@return all faults that nobody may lose a message by} */
    static List<Fault> all(Rig rig, RedisProcess redis) {
        List<Fault> all = new ArrayList<>();
        for (ProxiedNode node : rig.nodes()) {
            all.addAll(ofProcess(node));
            all.addAll(ofLink("its link to Redis", node.name(), node.toRedis()));
            all.addAll(ofLink("the link of its clients", node.name(), node.fromClients()));
        }
        all.add(new Fault("paused", "Redis", false, redis::pause, redis::resume));
        all.add(new Fault("subscriber connections killed", "Redis", false,
                () -> redis.send("CLIENT KILL TYPE pubsub"), () -> {
                }));
        return all;
    }

    /** {@return what can happen to a node itself} */
    static List<Fault> ofProcess(ProxiedNode node) {
        return List.of(new Fault("killed", node.name(), true, () -> node.node().kill(), node::start),
                new Fault("paused", node.name(), false, () -> node.node().pause(), () -> node.node().resume()));
    }

    private static List<Fault> ofLink(String link, String place, BreakableLink broken) {
        return List.of(ofLink(link + " is cut", place, broken, BreakableLink::cut),
                ofLink(link + " freezes", place, broken, BreakableLink::freeze),
                ofLink(link + " is half open", place, broken, BreakableLink::halfOpen),
                ofLink(link + " is slow", place, broken, p -> p.delay(Duration.ofMillis(400))),
                ofLink(link + " is narrow", place, broken, p -> p.throttle(3000)));
    }

    private static Fault ofLink(String name, String place, BreakableLink broken, Consumer<BreakableLink> strike) {
        return new Fault(name, place, false, () -> strike.accept(broken), broken::heal);
    }

    @Override
    public String toString() {
        return place + ": " + name;
    }
}
