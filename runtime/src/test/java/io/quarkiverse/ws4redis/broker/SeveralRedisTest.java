package io.quarkiverse.ws4redis.broker;

import static io.quarkiverse.ws4redis.broker.TestNode.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;

/** Two nodes and two Redis that know nothing of each other. */
class SeveralRedisTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> NAMES = List.of("one", "two");

    private RedisProcess one;
    private RedisProcess two;
    private TestNode a;
    private TestNode b;

    @BeforeEach
    void start() {
        one = RedisProcess.start(0);
        two = RedisProcess.start(0);
        a = node();
        b = node();
    }

    @AfterEach
    void stop() {
        a.broker.stop();
        b.broker.stop();
        one.close();
        two.close();
    }

    private TestNode node() {
        return new TestNode(this::topology);
    }

    private Topology topology(TestNode node) {
        Map<String, Redis> clients = Map.of("one", Redis.createClient(TestNode.VERTX, one.url()),
                "two", Redis.createClient(TestNode.VERTX, two.url()));
        return new StandaloneTopology(node.context(PubSub.PLAIN), clients, node.keys.probe(node.id.value()));
    }

    @Test
    void eachTopicHasOneRedisForAllNodes() {
        List<String> topics = IntStream.range(0, 100).mapToObj(i -> "ws4redis:{room:" + i + ":events}").toList();
        get(Future.all(topics.stream().map(topic -> b.broker.subscribe(topic)).toList()));
        topics.forEach(topic -> a.broker.publish(topic, Buffer.buffer("1")));
        await().atMost(PATIENCE).until(() -> b.received.size() == 100);
        assertThat(b.received).containsExactlyInAnyOrderElementsOf(topics.stream().map(topic -> topic + "=1").toList());
    }

    @Test
    void theLossOfOneIsAGapForItsTopicsOnly() {
        String atOne = topicOf("one");
        String atTwo = topicOf("two");
        get(Future.all(b.broker.subscribe(atOne), b.broker.subscribe(atTwo)));
        two.pause();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(b.gaps).containsExactly(atTwo));
        assertThat(b.broker.available()).isFalse();
        assertThat(b.broker.available(atOne)).isTrue();
        assertThat(b.broker.available(atTwo)).isFalse();
        assertThat(get(a.broker.publish(atOne, Buffer.buffer("1"))).receivers()).isEqualTo(1);
        await().atMost(PATIENCE).untilAsserted(() -> assertThatThrownBy(() -> get(a.broker.publish(atTwo, Buffer.buffer("1"))))
                .hasCauseInstanceOf(LinkDownException.class));
        two.resume();
        await().atMost(PATIENCE).until(() -> a.broker.available() && b.broker.available());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(b.restored).containsExactly(atTwo));
        assertThat(get(a.broker.publish(atTwo, Buffer.buffer("2"))).receivers()).isEqualTo(1);
        await().atMost(PATIENCE).until(() -> b.received.contains(atTwo + "=2"));
    }

    @Test
    void identitiesOfOneStayOnlineWhileTheOtherIsAway() {
        Member member = memberOf("one");
        get(a.presence.join(member, 10));
        two.pause();
        await().atMost(PATIENCE).until(() -> !a.broker.available() && !b.broker.available());
        // It would not be online any more if nobody confirmed it.
        double expiresAt = expiresAt(member);
        await().atMost(PATIENCE).until(() -> expiresAt(member) > expiresAt + a.config.presence().expiry().toMillis());
        assertThat(get(b.presence.isOnline("member", member.pk()))).isTrue();
        two.resume();
        await().atMost(PATIENCE).until(() -> a.broker.available() && b.broker.available());
        assertThat(get(b.presence.isOnline("member", member.pk()))).isTrue();
    }

    @Test
    void whoTheSweepersCannotKnowDoesNotCount() {
        boolean knownAtOne = owner(a.keys.members(a.id.value())).equals("one");
        Member member = memberOf(knownAtOne ? "two" : "one");
        RedisProcess away = knownAtOne ? one : two;
        away.pause();
        Future<Joined> joined = a.presence.join(member, 10);
        assertThat(get(a.presence.isOnline("member", member.pk()))).isFalse();
        assertThatThrownBy(() -> get(joined)).hasCauseInstanceOf(LinkDownException.class);
        assertThat(get(a.presence.isOnline("member", member.pk()))).isFalse();
        away.resume();
    }

    @Test
    void anOrderlyEndTellsWhoWasThereLastThoughOneIsAway() {
        Member atOne = memberOf("one");
        get(a.presence.join(atOne, 10));
        get(a.presence.join(memberOf("two"), 10));
        two.pause();
        await().atMost(PATIENCE).until(() -> !a.broker.available());
        assertThat(get(a.presence.leaveAll())).containsExactly(atOne);
        two.resume();
    }

    @Test
    void whoStartsWhileTheControlChannelsRedisIsAwayCatchesUpWhenItIsBack() {
        RedisProcess away = owner(a.keys.control()).equals("one") ? one : two;
        away.pause();
        TestNode late = new TestNode(node -> {
            Topology topology = topology(node);
            topology.route(node.keys.control(), message -> {
            });
            return topology;
        });
        assertThat(late.broker.redis().isAnyUp()).isTrue();
        assertThat(late.broker.available()).isFalse();
        away.resume();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(late.restored).containsExactly(late.keys.control()));
        late.broker.stop();
    }

    private Member memberOf(String name) {
        return IntStream.iterate(0, i -> i + 1).mapToObj(Integer::toString)
                .filter(pk -> owner(a.keys.presence("member", pk)).equals(name))
                .map(pk -> new Member("member", pk, pk, "c" + pk, false, "jwt")).findFirst().orElseThrow();
    }

    private double expiresAt(Member member) {
        String key = a.keys.presence("member", member.pk());
        return Double.parseDouble(get(a.broker.redis().send(key, Request.cmd(Command.ZSCORE).arg(key)
                .arg(new ConnectionRef(a.id.value(), member.connectionId()).encoded()))).toString());
    }

    private static String topicOf(String name) {
        return IntStream.iterate(0, i -> i + 1).mapToObj(i -> "ws4redis:{room:" + i + ":events}")
                .filter(topic -> owner(topic).equals(name)).findFirst().orElseThrow();
    }

    private static String owner(String key) {
        return StandaloneTopology.owner(HashSlot.of(key), NAMES);
    }
}
