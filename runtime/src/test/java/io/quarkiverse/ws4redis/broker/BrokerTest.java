package io.quarkiverse.ws4redis.broker;

import static io.quarkiverse.ws4redis.broker.TestNode.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;

class BrokerTest {

    private RedisProcess redis;
    private TestNode a;
    private TestNode b;

    @BeforeEach
    void start() {
        redis = RedisProcess.start(0);
        a = new TestNode(redis.url());
        b = new TestNode(redis.url());
    }

    @AfterEach
    void stop() {
        a.broker.stop();
        b.broker.stop();
        redis.close();
    }

    @Test
    void whatOneNodePublishesTheOtherReceivesInOrder() {
        get(b.broker.subscribe("x"));
        for (int i = 0; i < 100; i++) {
            a.broker.publish("x", Buffer.buffer("" + i));
        }
        await().until(() -> b.received.size() == 100);
        assertThat(b.received).startsWith("x=0", "x=1").endsWith("x=99");
    }

    @Test
    void whoIsStoppedBeforeTheFirstAttemptNeverConnects() {
        Broker early = TestBroker.of(TestNode.VERTX, redis).broker();
        Promise<Void> started = Promise.promise();
        early.execute(() -> {
            early.start().onComplete(started);
            early.stop();
        });
        get(started.future());
        assertThat(early.available()).isFalse();
    }

    @Test
    void manySubscriptionsAreRestoredInFewCommands() {
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            all.add(a.broker.subscribe("c" + i));
        }
        get(Future.all(all));
        get(b.broker.redis().send("", Request.cmd(Command.CONFIG).arg("RESETSTAT")));
        get(b.broker.redis().send("", Request.cmd(Command.CLIENT).arg("KILL").arg("TYPE").arg("pubsub")));
        await().until(() -> a.gaps.size() == 2000);
        await().until(() -> a.broker.available() && b.broker.available());
        String stats = get(b.broker.redis().send("", Request.cmd(Command.INFO).arg("commandstats"))).toString();
        String calls = stats.lines().filter(line -> line.startsWith("cmdstat_subscribe:")).findFirst().orElseThrow();
        assertThat(Integer.parseInt(calls.replaceAll(".*:calls=(\\d+),.*", "$1"))).isBetween(4, 16);
        get(b.broker.publish("c1999", Buffer.buffer("back")));
        await().until(() -> a.received.contains("c1999=back"));
    }

    @Test
    void whoMayNotSubscribeLearnsThatAndMayAskAgain() {
        operate("resetchannels", "&ws4redis:*");
        assertThatThrownBy(() -> get(a.broker.subscribe("x"))).hasCauseInstanceOf(LinkDownException.class);
        operate("allchannels");
        get(a.broker.subscribe("x"));
        get(b.broker.publish("x", Buffer.buffer("1")));
        await().until(() -> a.received.contains("x=1"));
    }

    private void operate(String... rules) {
        Request request = Request.cmd(Command.ACL).arg("SETUSER").arg("default");
        List.of(rules).forEach(request::arg);
        get(b.broker.redis().send("", request));
    }

    @Test
    void anUnusedSubscriptionIsKeptForAWhileAndThenDropped() {
        get(a.broker.subscribe("x"));
        get(a.broker.subscribe("x"));
        a.broker.unsubscribe("x");
        assertThat(get(b.broker.publish("x", Buffer.buffer("1"))).receivers()).isEqualTo(1);
        a.broker.unsubscribe("x");
        await().until(() -> get(b.broker.publish("x", Buffer.buffer("2"))).receivers() == 0);
        get(a.broker.subscribe("x"));
        assertThat(get(b.broker.publish("x", Buffer.buffer("3"))).receivers()).isEqualTo(1);
    }

    @Test
    void aFrozenRedisIsNoticedAndUsedAgain() {
        get(a.broker.subscribe("x"));
        redis.pause();
        await().until(() -> !a.broker.available());
        assertThat(a.gaps).containsExactly("x");
        assertThatThrownBy(() -> get(a.broker.publish("x", Buffer.buffer("1")))).hasCauseInstanceOf(LinkDownException.class);
        redis.resume();
        await().atMost(Duration.ofSeconds(20)).until(() -> a.broker.available() && b.broker.available());
        get(b.broker.publish("x", Buffer.buffer("2")));
        await().until(() -> a.received.contains("x=2"));
    }

    @Test
    void whoIsSubscribedStaysSoHoweverManyAttemptsToRestoreTheLinkFail() throws IOException {
        get(a.broker.subscribe("x"));
        b.broker.stop();
        redis.stop();
        try (ServerSocket noRedis = new ServerSocket(redis.port(), 50, InetAddress.getLoopbackAddress())) {
            for (int attempts = 0; attempts < 4; attempts++) {
                noRedis.accept().close();
            }
        }
        redis.restart();
        await().atMost(Duration.ofSeconds(20)).until(a.broker::available);
        assertThat(get(a.broker.publish("x", Buffer.buffer("1"))).receivers()).isEqualTo(1);
        await().until(() -> a.received.contains("x=1"));
    }

    @Test
    void presenceCountsConnectionsAndTellsFirstAndLastOnce() {
        Member one = member("1", false);
        Member two = member("2", false);
        assertThat(get(a.presence.join(one, 10)).first()).isTrue();
        assertThat(get(b.presence.join(two, 10)).first()).isFalse();
        assertThat(get(a.presence.connections("member", "7"))).hasSize(2);
        assertThat(get(a.presence.leave(one))).isFalse();
        assertThat(get(b.presence.leave(two))).isTrue();
        assertThat(get(b.presence.leave(two))).isFalse();
        assertThat(get(a.presence.isOnline("member", "7"))).isFalse();
    }

    @Test
    void anIdentityHasSoManyConnections() {
        get(a.presence.join(member("1", false), 1));
        assertThatThrownBy(() -> get(b.presence.join(member("2", false), 1)))
                .hasCauseInstanceOf(TooManyConnectionsException.class);
    }

    @Test
    void ofManyThatWantToBeTheOnlyOneExactlyOneStays() {
        List<Future<Joined>> claims = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            claims.add((i % 2 == 0 ? a : b).presence.join(member("" + i, true), 100));
        }
        get(Future.all(claims));
        List<ConnectionRef> left = get(a.presence.connections("member", "7"));
        assertThat(left).hasSize(1);
        long replaced = claims.stream().mapToLong(claim -> claim.result().replaced().size()).sum();
        assertThat(replaced).isEqualTo(49);
        // Those that were not told find out by themselves, and their late leave does not harm the one that stays.
        await().until(() -> a.replaced.size() + b.replaced.size() == 49);
        for (int i = 0; i < 50; i++) {
            Member member = member("" + i, true);
            if (!left.get(0).connectionId().equals(member.connectionId())) {
                assertThat(get((i % 2 == 0 ? a : b).presence.leave(member))).isFalse();
            }
        }
        assertThat(get(a.presence.isOnline("member", "7"))).isTrue();
    }

    @Test
    void whatADeadNodeLeavesBehindIsSweptByOneOfTheOthers() {
        TestNode dead = new TestNode(redis.url());
        get(dead.presence.join(member("1", false), 10));
        dead.broker.stop();
        await().atMost(Duration.ofSeconds(20)).until(() -> a.offline.size() + b.offline.size() == 1);
        assertThat(get(a.presence.isOnline("member", "7"))).isFalse();
    }

    @Test
    void presenceIsThereAgainWhenRedisComesBackEmpty() {
        get(a.presence.join(member("1", false), 10));
        redis.restart();
        await().atMost(Duration.ofSeconds(20)).until(() -> a.broker.available() && b.broker.available());
        await().atMost(Duration.ofSeconds(20)).until(() -> get(b.presence.isOnline("member", "7")));
    }

    private static Member member(String connection, boolean onlyOne) {
        return new Member("member", "7", "alice", connection, onlyOne, "jwt");
    }
}
