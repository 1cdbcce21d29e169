package io.quarkiverse.ws4redis.broker;

import static io.quarkiverse.ws4redis.broker.TestNode.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;

/** Presence where something breaks. */
class PresenceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Member ALICE = new Member("member", "7", "alice", "1", false, "jwt");

    private final RedisKeys keys = new RedisKeys("ws4redis");
    private RedisProcess redis;
    private TestNode a;

    @BeforeEach
    void start() {
        redis = RedisProcess.start(0);
        a = new TestNode(redis.url());
    }

    @AfterEach
    void stop() {
        a.broker.stop();
        redis.close();
    }

    @Test
    void aConnectionThatEndsWhileRedisIsAwayIsOfflineWhenRedisIsBack() {
        get(a.presence.join(ALICE, 10));
        redis.pause();
        await().until(() -> !a.broker.available());
        assertThatThrownBy(() -> get(a.presence.leave(ALICE))).hasCauseInstanceOf(LinkDownException.class);
        redis.resume();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(a.offline).containsExactly(ALICE));
        assertThat(get(a.presence.isOnline("member", "7"))).isFalse();
        assertThat(get(a.presence.join(ALICE, 10)).first()).isTrue();
    }

    @Test
    void aSweeperThatDiesWhileItSweepsIsReplaced() {
        TestNode dead = new TestNode(redis.url());
        get(dead.presence.join(ALICE, 10));
        dead.stop();
        get(a.broker.link().send(Request.cmd(Command.SET).arg(keys.sweep(dead.id.value())).arg("a sweeper that died too")
                .arg("PX").arg(4000)));
        // The claim of the dead sweeper outlives the dead node's lease, and nothing happens while it does.
        await().atMost(PATIENCE).until(() -> !get(a.presence.isOnline("member", "7")));
        assertThat(a.offline).isEmpty();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(a.offline).containsExactly(ALICE));
    }

    @Test
    void anIdentityThatWasTakenForOfflineIsOnlineAgain() {
        get(a.presence.join(ALICE, 10));
        get(a.broker.link().send(Request.cmd(Command.DEL).arg(keys.presence("member", "7"))));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(a.online).containsExactly(ALICE));
        assertThat(get(a.presence.isOnline("member", "7"))).isTrue();
        assertThat(get(a.presence.leave(ALICE))).isTrue();
    }

    @Test
    void anOrderlyEndTellsWhoWasThereLast() {
        TestNode b = new TestNode(redis.url());
        get(a.presence.join(ALICE, 10));
        Member bob = new Member("member", "8", "bob", "2", false, "jwt");
        get(a.presence.join(bob, 10));
        get(b.presence.join(new Member("member", "8", "bob", "3", false, "jwt"), 10));
        assertThat(get(a.presence.leaveAll())).containsExactly(ALICE);
        assertThat(get(b.presence.isOnline("member", "7"))).isFalse();
        assertThat(get(b.presence.isOnline("member", "8"))).isTrue();
        b.broker.stop();
    }
}
