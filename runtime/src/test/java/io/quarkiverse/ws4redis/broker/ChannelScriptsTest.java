package io.quarkiverse.ws4redis.broker;

import static io.quarkiverse.ws4redis.broker.TestNode.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.protocol.Topic;
import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;

/**
 * All sequences of a few steps that two users on two nodes can take, with nodes that crash, time that passes and a Redis that
 * forgets, against a model of a few lines.
 */
class ChannelScriptsTest {

    private static final int LENGTH = 4;
    private static final int AT_ONCE = 1000;
    private static final Duration GRACE = Duration.ofHours(1);
    private static final String MAKE_DUE = "for _, user in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do "
            + "redis.call('ZADD', KEYS[1], 0, user) end";

    private static final List<Action> ACTIONS = actions();

    private static RedisProcess redis;
    private static TestNode link;
    private static Map<String, ChannelScripts> nodes;

    private final RedisKeys keys = new RedisKeys("ws4redis");

    @BeforeAll
    static void start() {
        redis = RedisProcess.start(0);
        link = new TestNode(redis.url());
        nodes = Map.of("A", scripts("A"), "B", scripts("B"));
    }

    @AfterAll
    static void stop() {
        link.stop();
        redis.close();
    }

    private static ChannelScripts scripts(String node) {
        return new ChannelScripts(link.broker.redis(), new RedisKeys("ws4redis"), node, link.config.presence());
    }

    @Test
    void redisDoesWhatTheModelSaysWhateverHappensInWhateverOrder() {
        List<List<Action>> all = sequences(LENGTH);
        assertThat(all).hasSize((int) Math.pow(ACTIONS.size(), LENGTH));
        // Known to Redis, the scripts keep the order of the calls.
        nodes.values().forEach(node -> ACTIONS.forEach(action -> get(new Run(-1).perform(action))));
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            check(all.subList(from, Math.min(from + AT_ONCE, all.size())), from);
        }
    }

    private void check(List<List<Action>> sequences, int first) {
        link.received.clear();
        List<Run> runs = new ArrayList<>();
        List<Future<Void>> subscribed = new ArrayList<>();
        for (int i = 0; i < sequences.size(); i++) {
            Run run = new Run(first + i);
            runs.add(run);
            subscribed.add(link.broker.subscribe(run.channel()));
        }
        get(Future.all(subscribed));
        List<Future<ChannelState>> ends = new ArrayList<>();
        for (int i = 0; i < sequences.size(); i++) {
            sequences.get(i).forEach(runs.get(i)::perform);
            ends.add(runs.get(i).end());
        }
        get(Future.all(ends));
        long expected = runs.stream().mapToLong(run -> run.expected.size()).sum();
        await().atMost(Duration.ofSeconds(30)).until(() -> link.received.size() >= expected);
        Map<String, List<JsonObject>> announced = new HashMap<>();
        link.received.forEach(x -> {
            String channel = x.substring(0, x.indexOf('='));
            announced.computeIfAbsent(channel, k -> new ArrayList<>()).add(new JsonObject(x.substring(channel.length() + 5)));
        });
        for (int i = 0; i < runs.size(); i++) {
            Run run = runs.get(i);
            run.verify(sequences.get(i), announced.getOrDefault(run.channel(), List.of()), ends.get(i).result());
            link.broker.unsubscribe(run.channel());
        }
    }

    private sealed interface Action {
        record Join(String user, String node) implements Action {
        }

        record Leave(String user, String node) implements Action {
        }

        record Crash(String node) implements Action {
        }

        record TimePasses() implements Action {
        }

        record RedisForgets() implements Action {
        }
    }

    private static List<Action> actions() {
        List<Action> actions = new ArrayList<>(List.of(new Action.TimePasses(), new Action.RedisForgets()));
        for (String node : List.of("A", "B")) {
            actions.add(new Action.Crash(node));
            for (String user : List.of("x", "y")) {
                actions.add(new Action.Join(user, node));
                actions.add(new Action.Leave(user, node));
            }
        }
        return actions;
    }

    private static List<List<Action>> sequences(int length) {
        if (length == 0) {
            return List.of(List.of());
        }
        List<List<Action>> all = new ArrayList<>();
        for (List<Action> shorter : sequences(length - 1)) {
            for (Action action : ACTIONS) {
                List<Action> longer = new ArrayList<>(shorter);
                longer.add(action);
                all.add(longer);
            }
        }
        return all;
    }

    /** One sequence, in a channel of its own, and what the model says of it. A user has one connection on each node. */
    private final class Run {
        private final Topic topic;
        private final Map<String, Set<String>> connected = Map.of("A", new LinkedHashSet<>(), "B", new LinkedHashSet<>());
        private final Set<String> present = new TreeSet<>();
        private final Set<String> leaving = new TreeSet<>();
        private final Set<String> due = new TreeSet<>();
        private final List<String> expected = new ArrayList<>();

        Run(int number) {
            topic = new Topic("events", "room", "" + number);
        }

        String channel() {
            return keys.data(topic);
        }

        Future<?> perform(Action action) {
            if (action instanceof Action.Join join) {
                if (connected.get(join.node()).add(join.user())) {
                    came(join.user());
                }
                settle();
                return join(join.node(), join.user());
            } else if (action instanceof Action.Leave leave) {
                if (connected.get(leave.node()).remove(leave.user())) {
                    went(leave.user(), leaving);
                }
                settle();
                return nodes.get(leave.node()).leave(topic, leave.user(), GRACE);
            } else if (action instanceof Action.Crash crash) {
                List<String> users = List.copyOf(connected.get(crash.node()));
                connected.get(crash.node()).clear();
                users.forEach(user -> went(user, due));
                settle();
                return nodes.get(crash.node().equals("A") ? "B" : "A").sweep(topic, crash.node());
            } else if (action instanceof Action.TimePasses) {
                due.addAll(leaving);
                leaving.clear();
                return link.broker.redis().send("", Request.cmd(Command.EVAL).arg(MAKE_DUE).arg(1)
                        .arg(keys.channelPresence(topic, "A").get(2)));
            }
            return forget();
        }

        private Future<?> forget() {
            leaving.clear();
            due.clear();
            present.clear();
            Request delete = Request.cmd(Command.DEL);
            keys.channelPresence(topic, "A").forEach(delete::arg);
            Future<?> last = link.broker.redis().send("", delete.arg(keys.channelPresence(topic, "B").get(3)));
            for (String node : List.of("A", "B")) {
                for (String user : connected.get(node)) {
                    came(user);
                    last = join(node, user);
                }
            }
            return last;
        }

        private Future<?> join(String node, String user) {
            return nodes.get(node).join(topic, user, new ChannelMember("k", user, user, null));
        }

        Future<ChannelState> end() {
            settle();
            return nodes.get("A").read(topic, 10);
        }

        private void came(String user) {
            leaving.remove(user);
            due.remove(user);
            if (present.add(user)) {
                expected.add("joined " + user);
            }
        }

        private void went(String user, Set<String> where) {
            if (connected.values().stream().noneMatch(users -> users.contains(user))) {
                where.add(user);
            }
        }

        private void settle() {
            due.stream().filter(present::remove).forEach(user -> expected.add("left " + user));
            due.clear();
        }

        void verify(List<Action> actions, List<JsonObject> announced, ChannelState end) {
            assertThat(announced).as("%s", actions).extracting(x -> x.getString("name") + " "
                    + x.getJsonObject("member").getString("pk")).containsExactlyElementsOf(expected);
            boolean forgotten = actions.contains(new Action.RedisForgets());
            for (int i = 1; i < announced.size() && !forgotten; i++) {
                assertThat(announced.get(i).getLong("version")).isEqualTo(announced.get(i - 1).getLong("version") + 1);
            }
            if (!announced.isEmpty() && !forgotten) {
                assertThat(end.version()).isEqualTo(announced.get(announced.size() - 1).getLong("version"));
            }
            assertThat(end.count()).as("%s", actions).isEqualTo(present.size());
            for (ChannelState.Present there : end.present()) {
                String user = there.member().pk();
                assertThat(present).contains(user);
                assertThat(there.connections()).as("%s", actions)
                        .isEqualTo((int) connected.values().stream().filter(users -> users.contains(user)).count());
            }
        }
    }
}
