package io.quarkiverse.ws4redis.it.faults;

import static org.awaitility.Awaitility.await;

import io.quarkiverse.ws4redis.redisprocess.RedisCluster;
import io.quarkiverse.ws4redis.redisprocess.RedisProcess;

/**
 * What goes wrong in a Redis Cluster whose masters have a replica each: one thing at a time. After each that concerns a master the Cluster is
 * well again, and messages go on.
 */
final class ClusterFaults {

    private static final String PLACE = "Cluster";

    private final Rig rig;
    private final RedisCluster cluster;
    private RedisProcess hit;

    ClusterFaults(Rig rig, RedisCluster cluster) {
        this.rig = rig;
        this.cluster = cluster;
    }

    /** A topic's slot moves to another master. */
    Fault slotMoves(String topic) {
        return new Fault("the slot of " + topic + " moves", PLACE, false,
                () -> cluster.move(topic, cluster.otherMaster(topic), () -> {
                    // Messages go on all the time.
                }), () -> {
                });
    }

    /** A topic's master is killed; it does not come back before its replica is master. */
    Fault masterFailsOver(String topic) {
        return new Fault("the master of " + topic + " is killed", PLACE, false, () -> hit(topic).stop(), () -> {
            await().atMost(Rig.PATIENCE).ignoreExceptions().until(() -> cluster.master(topic) != hit);
            hit.restart();
            awaitHealth();
        });
    }

    /** A topic's master is killed, and is back before anybody could take over: it is empty, and so is its replica then. */
    Fault masterForgets(String topic) {
        return new Fault("the master of " + topic + " is restarted", PLACE, false, () -> hit(topic).restart(),
                this::awaitHealth);
    }

    /** A topic's master is frozen, for long enough to lose its place to its replica, or not. */
    Fault masterPauses(String topic) {
        return new Fault("the master of " + topic + " is paused", PLACE, false, () -> hit(topic).pause(), () -> {
            hit.resume();
            awaitHealth();
        });
    }

    private void awaitHealth() {
        cluster.awaitHealth();
        rig.awaitPublished(5);
    }

    private RedisProcess hit(String topic) {
        hit = cluster.master(topic);
        return hit;
    }
}
