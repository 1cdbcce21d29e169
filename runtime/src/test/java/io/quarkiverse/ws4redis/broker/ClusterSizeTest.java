package io.quarkiverse.ws4redis.broker;

import static io.quarkiverse.ws4redis.broker.TestNode.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.protocol.Position;
import io.quarkiverse.ws4redis.redisprocess.RedisCluster;
import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;

/** Two nodes and a Redis Cluster that gets one master more, and has one master less. */
class ClusterSizeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Retention RETENTION = new Retention(1000, Duration.ofHours(1));
    private static final String HEAD = "{\"channel\":\"room\",\"pk\":\"3\",\"message\":";
    private static final String TOPIC = "ws4redis:{room:3:events}";
    private static final List<String> SAME_SLOT = IntStream.iterate(4, i -> i + 1)
            .mapToObj(i -> "ws4redis:{room:" + i + ":events}")
            .filter(other -> HashSlot.of(other) == HashSlot.of(TOPIC)).limit(100).toList();

    private RedisCluster cluster;
    private TestNode a;
    private TestNode b;

    @BeforeEach
    void start() {
        cluster = RedisCluster.start(0);
        a = node();
        b = node();
        await().atMost(PATIENCE).until(() -> a.broker.available() && b.broker.available());
    }

    @AfterEach
    void stop() {
        a.broker.stop();
        b.broker.stop();
        cluster.close();
    }

    private TestNode node() {
        RedisOptions options = new RedisOptions().setType(RedisClientType.CLUSTER)
                .setEndpoints(List.of(cluster.hosts().split(",")));
        return new TestNode(node -> new ClusterTopology(node.context(PubSub.SHARDED),
                new ClusterNodes(TestNode.VERTX, options, node.config.redis().timeout()), node.keys, node.id.value()));
    }

    @Test
    void whatIsPublishedWhileANewMasterGetsTheSlotIsAllKeptInOneEpoch() {
        Position start = get(b.history.missed(TOPIC, RETENTION, null)).position();
        RedisProcess newcomer = cluster.grow();
        List<Future<Published>> published = new ArrayList<>();
        publish(published, 100);
        cluster.move(TOPIC, newcomer, () -> publish(published, 100));
        publish(published, 100);
        Future<Missed> meanwhile = b.history.missed(TOPIC, RETENTION, start);
        get(Future.all(published));
        assertThat(get(meanwhile).complete()).isTrue();
        Missed missed = get(b.history.missed(TOPIC, RETENTION, start));
        assertThat(missed.position()).isEqualTo(new Position(start.epoch(), 300));
        assertThat(missed.messages()).extracting(Buffer::toString)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 300).mapToObj(Integer::toString).toList());
    }

    @Test
    void whatAMasterHandedOverStaysWhatItWasWhenThatMasterHasNoSlotsAnyMore() {
        Position start = get(a.history.missed(TOPIC, RETENTION, null)).position();
        RedisProcess before = cluster.master(TOPIC);
        get(a.history.publish(TOPIC, HEAD, "1", RETENTION, null, null, null));
        cluster.move(TOPIC, cluster.grow(), () -> {
            // What there is stays in one epoch.
        });
        get(b.history.publish(TOPIC, HEAD, "2", RETENTION, null, null, null));
        assertThat(get(a.history.publish(TOPIC, HEAD, "3", RETENTION, null, null, null)).offset()).isEqualTo(3);
        cluster.move(TOPIC, before, () -> {
            // The topic is idle from now on.
        });
        // The emptied master is no master any more, and turns them all away.
        for (TestNode node : List.of(a, b)) {
            get(Future.join(SAME_SLOT.stream()
                    .map(other -> node.history.publish(other, HEAD, "0", RETENTION, null, null, null)).toList()));
        }
        Missed missed = get(b.history.missed(TOPIC, RETENTION, start));
        assertThat(missed.complete()).isTrue();
        assertThat(missed.position()).isEqualTo(new Position(start.epoch(), 3));
        assertThat(get(a.history.publish(TOPIC, HEAD, "4", RETENTION, null, null, null)).offset()).isEqualTo(4);
    }

    private void publish(List<Future<Published>> published, int count) {
        for (int i = 0; i < count; i++) {
            published.add(a.history.publish(TOPIC, HEAD, Integer.toString(published.size() + 1), RETENTION, null, null, null));
        }
    }
}
