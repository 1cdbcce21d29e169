package io.quarkiverse.ws4redis.broker;

import static io.quarkiverse.ws4redis.broker.TestNode.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.vertx.core.Future;
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
    void aConnectionThatIsGoneDoesNotStayInTheListOfItsNode() {
        get(a.presence.join(ALICE, 10));
        acl("-hdel");
        assertThat(get(a.presence.leave(ALICE))).isTrue();
        awaitTick();
        assertThat(members(a)).isEqualTo(1);
        acl("+hdel");
        await().atMost(PATIENCE).until(() -> members(a) == 0);
        assertThat(a.offline).isEmpty();
    }

    @Test
    void aSweeperThatDiesWhileItSweepsIsReplaced() {
        TestNode dead = new TestNode(redis.url());
        get(dead.presence.join(ALICE, 10));
        dead.stop();
        get(a.broker.redis().send("", Request.cmd(Command.SET).arg(keys.sweep(dead.id.value())).arg("a sweeper that died too")
                .arg("PX").arg(4000)));
        // The claim of the dead sweeper outlives the dead node's lease, and nothing happens while it does.
        await().atMost(PATIENCE).until(() -> !get(a.presence.isOnline("member", "7")));
        assertThat(a.offline).isEmpty();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(a.offline).containsExactly(ALICE));
    }

    @Test
    void anIdentityThatWasTakenForOfflineIsOnlineAgain() {
        get(a.presence.join(ALICE, 10));
        get(a.broker.redis().send("", Request.cmd(Command.DEL).arg(keys.presence("member", "7"))));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(a.online).containsExactly(ALICE));
        assertThat(get(a.presence.isOnline("member", "7"))).isTrue();
        assertThat(get(a.presence.leave(ALICE))).isTrue();
    }

    @Test
    void aRedisThatHasForgottenTheScriptsIsTaughtThemAgain() {
        get(a.presence.join(ALICE, 10));
        get(a.broker.redis().send("", Request.cmd(Command.SCRIPT).arg("FLUSH")));
        get(a.broker.redis().send("", Request.cmd(Command.DEL).arg(keys.presence("member", "7"))));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(a.online).containsExactly(ALICE));
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

    @Test
    void aConnectionThatJoinsAgainWhileItsEndIsStillToBeToldStays() {
        get(a.presence.join(ALICE, 1));
        redis.pause();
        await().until(() -> !a.broker.available());
        assertThatThrownBy(() -> get(a.presence.leave(ALICE))).hasCauseInstanceOf(LinkDownException.class);
        redis.resume();
        await().until(a.broker::available);
        // Its own old entry is not one connection too many.
        await().ignoreExceptions().atMost(PATIENCE).until(() -> get(a.presence.join(ALICE, 1)) != null);
        for (int tick = 0; tick < 3; tick++) {
            awaitTick();
            assertThat(get(a.presence.connections("member", "7"))).hasSize(1);
            assertThat(members(a)).isEqualTo(1);
        }
    }

    @Test
    void whoTriedToJoinWhileRedisWasAwayLeavesNothingToTakeBack() {
        redis.pause();
        await().atMost(PATIENCE).until(() -> !a.broker.available());
        for (int i = 0; i < 100; i++) {
            Member member = new Member("member", "7", "alice", "c" + i, false, "jwt");
            assertThatThrownBy(() -> get(a.presence.join(member, 10))).hasCauseInstanceOf(LinkDownException.class);
        }
        redis.resume();
        await().atMost(PATIENCE).until(a.broker::available);
        awaitTick();
        awaitTick();
        assertThat(get(a.broker.redis().send("", Request.cmd(Command.INFO).arg("commandstats"))).toString())
                .contains("cmdstat_zscore:").doesNotContain("cmdstat_hdel:");
    }

    @Test
    void ofConnectionsThatMeetOnlyTheLastOneStays() {
        TestNode b = new TestNode(redis.url());
        List<Future<Joined>> joins = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            TestNode node = i % 2 == 0 ? a : b;
            joins.add(node.presence.join(new Member("terminal", "11", "T-100", "c" + i, true, "terminal"), 1));
        }
        List<Joined> joined = joins.stream().map(TestNode::get).toList();
        assertThat(joined).filteredOn(Joined::first).hasSize(1);
        List<ConnectionRef> stayed = get(a.presence.connections("terminal", "11"));
        assertThat(stayed).hasSize(1);
        // Everyone else was named to be closed exactly once.
        assertThat(joined.stream().flatMap(one -> one.replaced().stream())).hasSize(39).doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(stayed);
        // Those that nobody told find out by themselves, and none of them comes back.
        await().atMost(PATIENCE).until(() -> a.replaced.size() + b.replaced.size() == 39);
        assertThat(get(b.presence.connections("terminal", "11"))).isEqualTo(stayed);
        b.broker.stop();
    }

    private void acl(String rule) {
        get(a.broker.redis().send("", Request.cmd(Command.ACL).arg("SETUSER").arg("default").arg(rule)));
    }

    /** How many connections the sweepers would find if the node died. */
    private int members(TestNode node) {
        return get(node.broker.redis().send("", Request.cmd(Command.HLEN).arg(keys.members(node.id.value())))).toInteger();
    }

    /** The node renews its lease once more, in the same breath in which it confirms its connections. */
    private void awaitTick() {
        double lease = lease();
        await().atMost(PATIENCE).until(() -> lease() > lease);
    }

    private double lease() {
        return Double.parseDouble(
                get(a.broker.redis().send("", Request.cmd(Command.ZSCORE).arg(keys.nodes()).arg(a.id.value()))).toString());
    }

    @Test
    void whoComesBackByAnotherNodeWasNotOfflineWhenHisNodeEnded() {
        TestNode b = new TestNode(redis.url());
        get(a.presence.join(ALICE, 10));
        get(a.presence.handOver());
        assertThat(get(a.presence.leave(ALICE))).isFalse();
        assertThat(get(b.presence.isOnline("member", "7"))).isTrue();
        assertThat(get(b.presence.connections("member", "7"))).isEmpty();
        // One connection is all that she may have, and what stands in for her is none.
        assertThat(get(b.presence.join(new Member("member", "7", "alice", "2", false, "jwt"), 1)).first()).isFalse();
        assertThat(get(a.presence.leaveAll())).isEmpty();
        a.stop();
        awaitSwept(b, a);
        assertThat(b.offline).isEmpty();
        assertThat(get(b.presence.connections("member", "7"))).hasSize(1);
        b.stop();
    }

    @Test
    void whoDoesNotComeBackIsOfflineAfterTheGracePeriod() {
        TestNode b = new TestNode(redis.url());
        get(a.presence.join(ALICE, 10));
        get(a.presence.join(new Member("member", "7", "alice", "2", false, "jwt"), 10));
        get(a.presence.handOver());
        assertThat(get(a.presence.leaveAll())).isEmpty();
        a.stop();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(b.offline).extracting(Member::uuid).containsExactly("alice"));
        assertThat(get(b.presence.isOnline("member", "7"))).isFalse();
        b.stop();
    }

    @Test
    void aConnectionThatMustBeTheOnlyOneReplacesWhatStandsInForIt() {
        TestNode b = new TestNode(redis.url());
        Member terminal = new Member("terminal", "1", "t", "1", true, "terminal");
        get(a.presence.join(terminal, 1));
        get(a.presence.handOver());
        get(a.presence.leave(terminal));
        Joined joined = get(b.presence.join(new Member("terminal", "1", "t", "2", true, "terminal"), 1));
        assertThat(joined).isEqualTo(new Joined(false, List.of()));
        b.stop();
    }

    @Test
    void theLastNodeHandsOverToNobody() {
        get(a.presence.join(ALICE, 10));
        get(a.presence.handOver());
        assertThat(get(a.presence.leave(ALICE))).isTrue();
        assertThat(get(a.presence.isOnline("member", "7"))).isFalse();
    }

    private void awaitSwept(TestNode by, TestNode node) {
        await().atMost(PATIENCE).until(() -> get(by.broker.redis().send("", Request.cmd(Command.ZSCORE).arg(keys.nodes())
                .arg(node.id.value()))) == null);
    }
}
