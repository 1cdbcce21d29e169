package io.quarkiverse.ws4redis.broker;

import static io.quarkiverse.ws4redis.broker.TestNode.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkiverse.ws4redis.protocol.Payload;
import io.quarkiverse.ws4redis.protocol.Topic;
import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;

/** Who is in a channel, where connections come and go, nodes die and Redis is away. */
class ChannelPresenceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String FOR_EVER = "1H";
    private static final Topic ROOM = new Topic("events", "room", "3");
    private static final ChannelMember ALICE = new ChannelMember("member", "7", "alice", "{\"name\":\"Älice\"}");
    private static final ChannelMember BOB = new ChannelMember("member", "8", "bob", null);

    private final RedisKeys keys = new RedisKeys("ws4redis");
    private final List<TestNode> nodes = new ArrayList<>();
    private RedisProcess redis;
    private TestNode observer;

    @BeforeEach
    void start() {
        redis = RedisProcess.start(0);
        observer = node(FOR_EVER);
        get(observer.broker.subscribe(keys.data("room", "3", "events")));
    }

    @AfterEach
    void stop() {
        nodes.forEach(TestNode::stop);
        redis.close();
    }

    @Test
    void theFirstAndTheLastConnectionOfAUserAreAnnounced() {
        TestNode a = node("100MS");
        TestNode b = node("100MS");
        get(a.channels.join(ROOM, "1", ALICE));
        get(b.channels.join(ROOM, "2", ALICE));
        long version = state().version();
        assertThat(state()).isEqualTo(new ChannelState(version, 1, List.of(new ChannelState.Present(ALICE, 2))));
        a.channels.leave(ROOM, "1");
        b.channels.leave(ROOM, "2");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(announced()).containsExactly(
                announcement("joined", version, ALICE), announcement("left", version + 1, ALICE)));
        assertThat(state()).isEqualTo(new ChannelState(version + 1, 0, List.of()));
    }

    @Test
    void whoComesBackInTimeOnWhateverNodeHasNotBeenAway() {
        TestNode a = node(FOR_EVER);
        TestNode b = node(FOR_EVER);
        get(a.channels.join(ROOM, "1", ALICE));
        ChannelState before = state();
        a.channels.leave(ROOM, "1");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(state().present())
                .containsExactly(new ChannelState.Present(ALICE, 0)));
        assertThat(state().count()).isEqualTo(1);
        get(b.channels.join(ROOM, "2", ALICE));
        assertThat(state()).isEqualTo(before);
        assertThat(announced()).hasSize(1);
    }

    @Test
    void theDepartureOfSomebodyWhoseNodeForgotHimIsAnnouncedByTheOthers() {
        TestNode a = node("500MS");
        TestNode b = node(FOR_EVER);
        get(b.channels.join(ROOM, "2", BOB));
        get(a.channels.join(ROOM, "1", ALICE));
        a.channels.leave(ROOM, "1");
        await().until(() -> state().present().contains(new ChannelState.Present(ALICE, 0)));
        a.stop();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(announced()).hasSize(3).last()
                .isEqualTo(announcement("left", state().version(), ALICE)));
    }

    @Test
    void theUsersOfADeadNodeLeaveUnlessTheyAreElsewhereToo() {
        TestNode dead = node(FOR_EVER);
        TestNode b = node(FOR_EVER);
        for (int i = 0; i < 600; i++) {
            dead.channels.join(ROOM, "c" + i, new ChannelMember("member", "u" + i, "u", null));
        }
        dead.channels.join(ROOM, "1", ALICE);
        get(dead.channels.join(ROOM, "2", BOB));
        get(b.channels.join(ROOM, "3", BOB));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(state().count()).isEqualTo(602));
        dead.stop();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(state().count()).isEqualTo(1));
        assertThat(state().present()).containsExactly(new ChannelState.Present(BOB, 1));
        await().atMost(PATIENCE).until(() -> announced().size() == 602 + 601);
        assertConsistent(announced());
        assertThat(get(command(Command.EXISTS, keys.channels(dead.id.value())))).isEqualTo("0");
    }

    @Test
    void aNodeThatWasTakenForDeadIsThereAgain() {
        TestNode a = node(FOR_EVER);
        get(a.channels.join(ROOM, "1", ALICE));
        get(observer.channels.sweep(a.id.value()));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(announced()).extracting(x -> x.getString("name"))
                .containsExactly("joined", "left", "joined"));
        assertThat(get(command(Command.SCARD, keys.channels(a.id.value())))).isEqualTo("1");
    }

    @Test
    void whoJoinsOnANodeWhoseLeaseIsOverIsFoundByTheOthersWhenThatNodeDies() {
        AtomicLong nanoTime = new AtomicLong();
        TestNode link = node(FOR_EVER);
        NodeId late = new NodeId();
        ChannelPresence channels = new ChannelPresence(PresenceRun.NO_TIMERS, link.broker, keys, late, new Metrics(),
                link.config);
        new Presence(PresenceRun.NO_TIMERS, link.broker, channels, keys, late, link.config, nanoTime::get).start(link);
        get(command(Command.ZREM, keys.nodes(), late.value()));
        nanoTime.addAndGet(link.config.presence().expiry().toNanos());
        get(channels.join(ROOM, "1", ALICE));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(announced()).extracting(x -> x.getString("name"))
                .containsExactly("joined", "left"));
    }

    @Test
    void everybodyIsThereAgainWhenRedisComesBackEmpty() {
        TestNode a = node(FOR_EVER);
        get(a.channels.join(ROOM, "1", ALICE));
        long before = state().version();
        redis.restart();
        await().atMost(PATIENCE).until(() -> observer.broker.available() && a.broker.available());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(state().present())
                .containsExactly(new ChannelState.Present(ALICE, 1)));
        assertThat(state().version()).isGreaterThan(before);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(get(command(Command.SCARD, keys.channels(a.id.value()))))
                .isEqualTo("1"));
    }

    @Test
    void aConnectionThatEndsWhileRedisIsAwayIsGoneWhenRedisIsBack() {
        TestNode a = node("100MS");
        get(a.channels.join(ROOM, "1", ALICE));
        get(a.channels.join(ROOM, "2", BOB));
        redis.pause();
        await().until(() -> !a.broker.available());
        a.channels.leave(ROOM, "1");
        assertThat(a.channels.join(ROOM, "3", BOB).failed()).isTrue();
        redis.resume();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(state().present())
                .containsExactly(new ChannelState.Present(BOB, 2)));
    }

    @Test
    void theListIsBoundedAndTheCountIsNot() {
        List<ChannelMember> members = IntStream.range(0, 5).mapToObj(i -> new ChannelMember("t", "" + i, "u", null)).toList();
        members.forEach(member -> get(observer.channels.join(ROOM, member.pk(), member)));
        ChannelState state = get(observer.channels.read(ROOM));
        assertThat(state.count()).isEqualTo(5);
        assertThat(state.present()).extracting(ChannelState.Present::member).isEqualTo(members.subList(0, 3));
    }

    @Test
    void aConnectionThatChangesItsUserIsNotCountedTwice() {
        TestNode a = node("100MS");
        get(a.channels.join(ROOM, "1", ALICE));
        get(a.channels.join(ROOM, "1", BOB));
        await().untilAsserted(() -> assertThat(state().present()).containsExactly(new ChannelState.Present(BOB, 1)));
    }

    @Test
    void underManyChangesOnTwoNodesEveryoneSeesTheSameInOrder() {
        TestNode a = node("20MS");
        TestNode b = node("20MS");
        Random random = new Random(4);
        List<Future<Void>> joins = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            TestNode node = random.nextBoolean() ? a : b;
            String user = "" + random.nextInt(10);
            String connection = user + "-" + random.nextInt(2);
            if (random.nextBoolean()) {
                joins.add(node.channels.join(ROOM, connection, new ChannelMember("member", user, user, null)));
            } else {
                node.channels.leave(ROOM, connection);
            }
        }
        get(Future.all(joins));
        // A channel with connections is refreshed, so whatever is due will have been announced.
        get(a.channels.join(ROOM, "last", ALICE));
        await().atMost(PATIENCE).untilAsserted(() -> {
            ChannelState state = get(a.channels.read(ROOM));
            assertThat(announced()).last().satisfies(x -> assertThat(x.getLong("version")).isEqualTo(state.version()));
            assertThat(present(announced())).hasSize(state.count());
        });
        assertConsistent(announced());
    }

    /** Versions grow by one, and nobody comes who is there or goes who is not. */
    private static void assertConsistent(List<JsonObject> announced) {
        for (int i = 1; i < announced.size(); i++) {
            assertThat(announced.get(i).getLong("version")).isEqualTo(announced.get(i - 1).getLong("version") + 1);
        }
        present(announced);
    }

    private static Map<String, JsonObject> present(List<JsonObject> announced) {
        Map<String, JsonObject> present = new HashMap<>();
        for (JsonObject x : announced) {
            String pk = x.getJsonObject("member").getString("pk");
            JsonObject former = x.getString("name").equals("joined") ? present.put(pk, x) : present.remove(pk);
            assertThat(former == null).as("%s", x).isEqualTo(x.getString("name").equals("joined"));
        }
        return present;
    }

    private ChannelState state() {
        return get(observer.channels.read(ROOM));
    }

    private List<JsonObject> announced() {
        return observer.received.stream()
                .map(x -> new JsonObject(x.substring(x.indexOf('=') + 1 + Payload.HEADER))).toList();
    }

    private static JsonObject announcement(String name, long version, ChannelMember member) {
        return new JsonObject().put("name", name).put("channel", "room").put("pk", "3").put("version", version)
                .put("member", new JsonObject(member.encoded()));
    }

    private Future<String> command(Command command, String key, String... arguments) {
        Request request = Request.cmd(command).arg(key);
        List.of(arguments).forEach(request::arg);
        return observer.broker.redis().send("", request).map(Object::toString);
    }

    private TestNode node(String grace) {
        TestNode node = new TestNode(redis.url(), grace);
        nodes.add(node);
        return node;
    }
}
