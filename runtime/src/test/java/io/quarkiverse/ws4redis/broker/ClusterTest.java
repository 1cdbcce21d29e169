package io.quarkiverse.ws4redis.broker;

import static io.quarkiverse.ws4redis.broker.TestNode.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import io.quarkiverse.ws4redis.protocol.Position;
import io.quarkiverse.ws4redis.redisprocess.RedisCluster;
import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;

/** Two nodes and a Redis Cluster whose slots move. */
class ClusterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Retention RETENTION = new Retention(1000, Duration.ofHours(1));
    private static final String HEAD = "{\"channel\":\"room\",\"pk\":\"3\",\"message\":";

    private static RedisCluster cluster;

    private TestNode a;
    private TestNode b;
    private String topic;
    private String elsewhere;

    @BeforeAll
    static void startCluster() {
        cluster = RedisCluster.start(0);
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @BeforeEach
    void start(TestInfo test) {
        a = node();
        b = node();
        topic = "ws4redis:{room:" + test.getTestMethod().orElseThrow().getName() + ":events}";
        RedisProcess master = cluster.master(topic);
        elsewhere = IntStream.iterate(0, i -> i + 1).mapToObj(i -> "ws4redis:{room:" + i + ":events}")
                .filter(other -> cluster.master(other) != master).findFirst().orElseThrow();
        await().atMost(PATIENCE).until(() -> a.broker.available() && b.broker.available());
    }

    @AfterEach
    void stop() {
        a.broker.stop();
        b.broker.stop();
    }

    private static TestNode node() {
        RedisOptions options = new RedisOptions().setType(RedisClientType.CLUSTER)
                .setEndpoints(List.of(cluster.hosts().split(",")));
        return new TestNode(node -> new ClusterTopology(node.context(PubSub.SHARDED),
                new ClusterNodes(TestNode.VERTX, options, node.config.redis().timeout()), node.keys, node.id.value()));
    }

    @Test
    void whatOneNodePublishesTheOtherReceivesInWhateverSlotItIs() {
        List<String> topics = IntStream.range(0, 300).mapToObj(i -> "ws4redis:{room:" + i + ":events}").toList();
        get(Future.all(topics.stream().map(one -> b.broker.subscribe(one)).toList()));
        for (int i = 0; i < 5; i++) {
            for (String one : topics) {
                a.broker.publish(one, Buffer.buffer("" + i));
            }
        }
        await().atMost(PATIENCE).until(() -> b.received.size() == 1500);
        for (String one : topics) {
            assertThat(b.received).filteredOn(message -> message.startsWith(one + "="))
                    .containsExactly(one + "=0", one + "=1", one + "=2", one + "=3", one + "=4");
        }
        assertThat(a.received).isEmpty();
    }

    @Test
    void theSubscriptionsOfASlotMoveWithItAndOnlyThey() {
        get(b.broker.subscribe(topic));
        get(b.broker.subscribe(elsewhere));
        cluster.move(topic, cluster.otherMaster(topic), () -> {
            assertThat(get(a.broker.publish(topic, Buffer.buffer("open"))).receivers()).isEqualTo(1);
        });
        await().atMost(PATIENCE).until(() -> b.restored.contains(topic));
        assertThat(b.gaps).containsExactly(topic);
        assertThat(b.broker.available(topic)).isTrue();
        assertThat(get(a.broker.publish(topic, Buffer.buffer("moved"))).receivers()).isEqualTo(1);
        get(a.broker.publish(elsewhere, Buffer.buffer("stayed")));
        await().atMost(PATIENCE).until(() -> b.received.size() == 3);
        assertThat(b.received).containsExactly(topic + "=open", topic + "=moved", elsewhere + "=stayed");
    }

    @Test
    void whoSubscribesWhereTheSlotNoLongerIsWaitsUntilItIsFound() {
        cluster.move(topic, cluster.otherMaster(topic), () -> {
            // Nobody is subscribed who would be told.
        });
        get(b.broker.subscribe(topic));
        assertThat(get(a.broker.publish(topic, Buffer.buffer("1"))).receivers()).isEqualTo(1);
        await().atMost(PATIENCE).until(() -> b.received.contains(topic + "=1"));
        assertThat(b.gaps).isEmpty();
    }

    @Test
    void historyGoesOnWhereItWasWhenItsSlotHasMoved() {
        Position before = get(a.history.missed(topic, RETENTION, null)).position();
        get(a.history.publish(topic, HEAD, "1", RETENTION, "key", null, null));
        cluster.move(topic, cluster.otherMaster(topic), () -> {
            assertThat(get(a.history.publish(topic, HEAD, "2", RETENTION, null, null, null)).offset()).isEqualTo(2);
        });
        assertThat(get(b.history.publish(topic, HEAD, "3", RETENTION, null, null, null)).offset()).isEqualTo(3);
        assertThat(get(b.history.publish(topic, HEAD, "1", RETENTION, "key", null, null)).offset()).as("known by its key")
                .isEqualTo(1);
        Missed missed = get(a.history.missed(topic, RETENTION, before));
        assertThat(missed.complete()).isTrue();
        assertThat(missed.position()).isEqualTo(new Position(before.epoch(), 3));
        assertThat(missed.messages()).extracting(Buffer::toString).containsExactly("1", "2", "3");
    }

    @Test
    void whatIsSentWhileASlotMovesIsDoneOnceAndInOrder() {
        get(a.history.publish(topic, HEAD, "0", RETENTION, null, null, null));
        List<Future<Published>> published = new ArrayList<>();
        for (int moves = 0; moves < 4; moves++) {
            publish(published, 40);
            cluster.move(topic, cluster.otherMaster(topic), () -> publish(published, 40));
            publish(published, 40);
        }
        get(Future.all(published));
        Page page = get(a.history.page(topic, RETENTION, null, 1000));
        assertThat(page.messages()).extracting(Page.Stored::message)
                .containsExactlyElementsOf(IntStream.rangeClosed(0, published.size()).mapToObj(Integer::toString).toList());
    }

    private void publish(List<Future<Published>> published, int count) {
        for (int i = 0; i < count; i++) {
            published.add(a.history.publish(topic, HEAD, Integer.toString(published.size() + 1), RETENTION, null, null, null));
        }
    }

    @Test
    void whatHasToWaitForASlotForTooLongIsNotDone() {
        get(a.history.publish(topic, HEAD, "1", RETENTION, null, null, null));
        cluster.move(topic, cluster.otherMaster(topic), () -> assertThatThrownBy(
                () -> get(a.history.publish(topic, HEAD, "2", RETENTION, "a key that neither of the two masters knows", null,
                        null)))
                .hasCauseInstanceOf(LinkDownException.class)
                .satisfies(e -> assertThat(((LinkDownException) e.getCause()).isUncertain()).isFalse()));
        assertThat(get(a.history.publish(topic, HEAD, "3", RETENTION, null, null, null)).offset()).isEqualTo(2);
    }

    @Test
    void aMasterThatStopsIsALostLinkForItsTopicsOnly() {
        get(b.broker.subscribe(topic));
        get(b.broker.subscribe(elsewhere));
        RedisProcess master = cluster.master(topic);
        master.pause();
        try {
            await().atMost(PATIENCE).until(() -> b.gaps.contains(topic));
            assertThat(b.broker.available()).isFalse();
            assertThat(b.broker.available(topic)).isFalse();
            assertThat(b.gaps).containsExactly(topic);
        } finally {
            master.resume();
        }
        cluster.awaitHealth();
        await().atMost(PATIENCE).until(() -> a.broker.available() && b.broker.available());
        await().atMost(PATIENCE).until(() -> get(a.broker.publish(topic, Buffer.buffer("1"))).receivers() == 1);
        await().atMost(PATIENCE).until(() -> b.received.contains(topic + "=1"));
    }

    @Test
    void identitiesAreOnlineAndOnlyOnceOnWhateverMaster() {
        List<Member> members = Stream.of("1", "2", "3", "4", "5", "6")
                .map(pk -> new Member("terminal", pk, pk, "c" + pk, true, "terminal")).toList();
        members.forEach(member -> assertThat(get(a.presence.join(member, 10)).first()).isTrue());
        for (Member member : members) {
            Member newer = new Member("terminal", member.pk(), member.pk(), "newer" + member.pk(), true, "terminal");
            assertThat(get(b.presence.join(newer, 10)).replaced()).extracting(ConnectionRef::connectionId)
                    .containsExactly(member.connectionId());
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(a.replaced).containsExactlyInAnyOrder("c1", "c2", "c3", "c4", "c5", "c6"));
        b.stop();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(a.offline).hasSize(6));
    }
}
