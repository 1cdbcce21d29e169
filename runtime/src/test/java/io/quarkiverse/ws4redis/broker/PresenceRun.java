package io.quarkiverse.ws4redis.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.quarkiverse.ws4redis.broker.PresenceModel.Action;
import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/** Two real nodes that share a Redis, in a part of it that is theirs alone, and what the model says of them after each step. */
final class PresenceRun {

    private static final Script LEAVE = new Script("leave");
    private static final String KIND = "terminal";
    private static final String PK = "1";
    /** Redis' clock cannot be moved: all that it is compared with is moved back. */
    private static final String TIME = """
            for _, key in ipairs(KEYS) do
              if redis.call('TYPE', key).ok == 'zset' then
                for _, one in ipairs(redis.call('ZRANGE', key, 0, -1)) do
                  redis.call('ZINCRBY', key, -ARGV[1], one)
                end
              end
              local rest = redis.call('PTTL', key)
              if rest > 0 then
                redis.call('PEXPIRE', key, rest - ARGV[1])
              end
            end
            """;
    /** Nothing happens by itself. */
    /** Of who does only what the test asks for. */
    static final Vertx NO_TIMERS = (Vertx) Proxy.newProxyInstance(PresenceRun.class.getClassLoader(),
            new Class<?>[]{Vertx.class}, (proxy, method, arguments) -> switch (method.getName()) {
                case "setPeriodic" -> 0L;
                default -> throw new UnsupportedOperationException(method.getName());
            });

    private final TestNode link;
    private final Ws4RedisConfig config;
    private final RedisKeys keys;
    private final boolean onlyOne;
    private final PresenceModel model;
    private final List<Action> actions;
    private final Map<String, Node> nodes = new HashMap<>();
    private final List<String> ids = new ArrayList<>();
    /** What follows from what is found out, and nobody waits for. */
    private final List<Future<?>> consequences = new ArrayList<>();
    /** Whose place the last step took. */
    private final List<String> replaced = new CopyOnWriteArrayList<>();
    private long nanoTime;
    private boolean online;
    private int connections;

    PresenceRun(TestNode link, Ws4RedisConfig config, int number, boolean onlyOne, List<Action> actions) {
        this.link = link;
        this.config = config;
        this.keys = new RedisKeys("p" + onlyOne + number);
        this.onlyOne = onlyOne;
        this.model = new PresenceModel(onlyOne);
        this.actions = actions;
    }

    /** {@return done when all is as the model says; fails with what was not} */
    Future<Void> run() {
        nodes.put("A", new Node());
        nodes.put("B", new Node());
        Future<Void> all = Future.succeededFuture();
        for (Action action : actions) {
            all = all.compose(v -> step(action));
        }
        for (Action action : PresenceModel.QUIET) {
            all = all.compose(v -> step(action));
        }
        return all.compose(v -> quiet());
    }

    private Future<Void> step(Action action) {
        Future<?> done = perform(action);
        model.perform(action);
        return done.compose(v -> Future.join(List.copyOf(consequences))).compose(v -> {
            consequences.clear();
            return presence().connections(KIND, PK);
        }).map(live -> {
            assertThat(live).as("after %s", action).extracting(ConnectionRef::connectionId)
                    .containsExactlyInAnyOrderElementsOf(model.live());
            assertThat(model.replaced()).as("replaced by %s", action).containsAll(replaced);
            replaced.clear();
            assertThat(online).as("whether the hooks say online, after %s", action).isEqualTo(model.isOnline());
            nodes.forEach((name, node) -> assertThat(node.open.keySet()).as("open at %s after %s", name, action)
                    .isEqualTo(model.open().get(name)));
            return null;
        });
    }

    /** After a while who is open is who is present, and nobody is left behind. */
    private Future<Void> quiet() {
        Set<String> open = nodes.values().stream().flatMap(node -> node.open.keySet().stream()).collect(Collectors.toSet());
        return presence().connections(KIND, PK).compose(live -> {
            assertThat(live).extracting(ConnectionRef::connectionId).containsExactlyInAnyOrderElementsOf(open);
            assertThat(online).isEqualTo(!open.isEmpty());
            if (onlyOne) {
                assertThat(open).hasSizeLessThanOrEqualTo(1);
                assertThat(model.last() == null || open.contains(model.last())).as("the last one stays").isTrue();
            }
            return send(Command.ZRANGE, keys.nodes(), "0", "-1");
        }).compose(leases -> {
            assertThat(leases).extracting(Object::toString)
                    .containsExactlyInAnyOrder(nodes.get("A").id.value(), nodes.get("B").id.value());
            return Future.join(ids.stream().map(id -> send(Command.HLEN, keys.members(id))).toList());
        }).map(known -> {
            assertThat(known.list().stream().mapToInt(one -> Integer.parseInt(one.toString())).sum())
                    .as("known to the sweepers").isEqualTo(open.size());
            return null;
        });
    }

    private Future<?> perform(Action action) {
        if (action instanceof Action.Join join) {
            return nodes.get(join.name()).join(member());
        } else if (action instanceof Action.Leave leave) {
            return nodes.get(leave.name()).leave(model.oldest(leave.name()));
        } else if (action instanceof Action.Replace replace) {
            Node node = nodes.get(replace.name());
            return Future.join(model.replaced(replace.name()).stream().map(node::leave).toList());
        } else if (action instanceof Action.Crash crash) {
            return restart(crash.name());
        } else if (action instanceof Action.CrashInJoin crash) {
            return nodes.get(crash.name()).halfJoin(member()).compose(v -> restart(crash.name()));
        } else if (action instanceof Action.CrashInLeave crash) {
            return halfLeave(nodes.get(crash.name()), model.oldest(crash.name())).compose(v -> restart(crash.name()));
        } else if (action instanceof Action.Tick tick) {
            return nodes.get(tick.name()).presence.tick();
        }
        String frozen = ((Action.Time) action).frozen();
        return pass(frozen).compose(v -> pass(frozen));
    }

    private Future<?> restart(String name) {
        nodes.put(name, new Node());
        return Future.succeededFuture();
    }

    private Future<?> halfLeave(Node node, String connection) {
        return LEAVE.call(link.broker.redis(), keys.presence(KIND, PK),
                List.of(new ConnectionRef(node.id.value(), connection).encoded()))
                .map(last -> wentOffline(last.toInteger() == 1));
    }

    private Future<?> pass(String frozen) {
        List<String> all = new ArrayList<>(List.of(keys.nodes(), keys.presence(KIND, PK)));
        ids.forEach(id -> all.addAll(List.of(keys.members(id), keys.sweep(id))));
        Duration passing = config.presence().expiry().multipliedBy(PresenceModel.PASSES).dividedBy(PresenceModel.EXPIRY);
        nanoTime += passing.toNanos();
        Request time = Request.cmd(Command.EVAL).arg(TIME).arg(all.size());
        all.forEach(time::arg);
        Future<?> passed = link.broker.redis().send("",
                time.arg(passing.toMillis()));
        for (String name : List.of("A", "B")) {
            if (!name.equals(frozen)) {
                passed = passed.compose(v -> nodes.get(name).presence.tick());
            }
        }
        return passed;
    }

    private Member member() {
        return new Member(KIND, PK, "u", "c" + connections++, onlyOne, KIND);
    }

    private Presence presence() {
        return nodes.get("A").presence;
    }

    private Future<Response> send(Command command, String... arguments) {
        Request request = Request.cmd(command);
        List.of(arguments).forEach(request::arg);
        return link.broker.redis().send("", request);
    }

    private void cameOnline(boolean first) {
        if (first) {
            assertThat(online).as("was online already").isFalse();
            online = true;
        }
    }

    private Void wentOffline(boolean last) {
        if (last) {
            assertThat(online).as("was offline already").isTrue();
            online = false;
        }
        return null;
    }

    /** One life of a node, with its open connections. */
    private final class Node implements PresenceListener {

        final NodeId id = new NodeId();
        final Map<String, Member> open = new LinkedHashMap<>();
        final Presence presence = new Presence(NO_TIMERS, link.broker, link.channels, keys, id, config,
                () -> nanoTime);

        Node() {
            ids.add(id.value());
            presence.start(this);
        }

        Future<?> halfJoin(Member member) {
            presence.renewOverdueLease();
            return new Sweeper(link.broker.redis(), keys, id.value(), config.presence().expiry(), null, link.channels,
                    () -> nanoTime).remember(member);
        }

        Future<?> join(Member member) {
            return presence.join(member, PresenceModel.LIMIT).map(joined -> {
                open.put(member.connectionId(), member);
                cameOnline(joined.first());
                joined.replaced().forEach(older -> replaced.add(older.connectionId()));
                return null;
            }).recover(e -> e instanceof TooManyConnectionsException ? Future.succeededFuture() : Future.failedFuture(e));
        }

        Future<?> leave(String connection) {
            return presence.leave(open.remove(connection)).map(PresenceRun.this::wentOffline);
        }

        @Override
        public void onReplaced(String connection) {
            consequence(() -> leave(connection));
        }

        @Override
        public void onOnline(Member member) {
            consequence(() -> {
                cameOnline(true);
                return Future.succeededFuture();
            });
        }

        @Override
        public void onOffline(Member member) {
            consequence(() -> Future.succeededFuture(wentOffline(true)));
        }

        private void consequence(Supplier<Future<?>> what) {
            // Within a future, so that what is thrown is seen.
            consequences.add(Future.succeededFuture().compose(v -> what.get().mapEmpty()));
        }
    }
}
