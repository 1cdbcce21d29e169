package io.quarkiverse.ws4redis.broker;

import static io.quarkiverse.ws4redis.broker.TestNode.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.protocol.Position;
import io.quarkiverse.ws4redis.redisprocess.RedisCluster;
import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;

/** A node and a Redis Cluster one of whose masters dies before its replica has all. */
class ClusterFailoverTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Retention RETENTION = new Retention(1000, Duration.ofHours(1));
    private static final String HEAD = "{\"channel\":\"room\",\"pk\":\"3\",\"message\":";
    private static final String TOPIC = "ws4redis:{room:3:events}";

    private RedisCluster cluster;
    private TestNode node;

    @BeforeEach
    void start() {
        cluster = RedisCluster.start(1);
        RedisOptions options = new RedisOptions().setType(RedisClientType.CLUSTER)
                .setEndpoints(List.of(cluster.hosts().split(",")));
        node = new TestNode(one -> new ClusterTopology(one.context(PubSub.SHARDED),
                new ClusterNodes(TestNode.VERTX, options, one.config.redis().timeout()), one.keys, one.id.value()));
        await().atMost(PATIENCE).until(node.broker::available);
    }

    @AfterEach
    void stop() {
        node.broker.stop();
        cluster.close();
    }

    @Test
    void whoHandedASlotOverDoesNotVouchForWhatTheReplicaOfTheReceiverDidNotGet() {
        get(node.history.publish(TOPIC, HEAD, "1", RETENTION, null, null, null));
        RedisProcess receiver = cluster.otherMaster(TOPIC);
        RedisProcess replica = replicaOf(receiver);
        cluster.move(TOPIC, receiver, () -> {
            // The topic arrives as it was at the sender.
        });
        assertThat(receiver.send("WAIT 1 10000")).startsWith(":1");
        replica.pause();
        receiver.send("CLIENT KILL TYPE replica");
        assertThat(get(node.history.publish(TOPIC, HEAD, "2", RETENTION, null, null, null)).offset()).isEqualTo(2);
        Position known = get(node.history.missed(TOPIC, RETENTION, null)).position();
        receiver.stop();
        replica.resume();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> cluster.master(TOPIC) == replica);
        await().atMost(PATIENCE).until(node.broker::available);
        get(node.history.publish(TOPIC, HEAD, "instead of 2", RETENTION, null, null, null));
        assertThat(get(node.history.missed(TOPIC, RETENTION, known)).complete()).as("2 is gone").isFalse();
    }

    private RedisProcess replicaOf(RedisProcess master) {
        return cluster.nodes().stream().filter(one -> {
            String replication = one.send("INFO replication");
            return replication.contains("role:slave") && replication.contains("master_port:" + master.port());
        }).findFirst().orElseThrow();
    }
}
