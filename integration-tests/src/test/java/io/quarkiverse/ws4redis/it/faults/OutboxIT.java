package io.quarkiverse.ws4redis.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkiverse.ws4redis.it.Tokens;
import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.faults.BreakableLink;
import io.quarkiverse.ws4redis.test.nodes.WsTestNode;

/** Nodes that are killed when they have committed, and may or may not have published: what was committed arrives once, in order. */
class OutboxIT {

    private static final int KILLS = Integer.getInteger("outbox.kills", 2);
    private static final long SEED = Long.getLong("faults.seed", System.nanoTime());

    private static final AtomicLong PROJECTS = new AtomicLong();

    private static RedisProcess redis;
    private static SharedDatabase database;
    private static List<ProxiedNode> nodes;

    @BeforeAll
    static void start() throws SQLException {
        redis = RedisProcess.start(0);
        database = new SharedDatabase();
        String[] options = Stream.concat(Stream.of(database.options()), Stream.of("-Dquarkus.ws4redis.outbox.overdue=3S",
                "-Dquarkus.ws4redis.outbox.interval=500MS", "-Dquarkus.ws4redis.drain.duration=0S")).toArray(String[]::new);
        nodes = Stream.of("node-outbox-1", "node-outbox-2").map(name -> new ProxiedNode(name, redis, options)).toList();
        database.execute("runscript from 'classpath:import.sql'");
    }

    @AfterAll
    static void stop() {
        nodes.forEach(ProxiedNode::close);
        database.close();
        redis.close();
    }

    static Stream<Consumer<BreakableLink>> ways() {
        return Stream.of(BreakableLink::cut, BreakableLink::freeze);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whatANodeHasCommittedAndNotPublishedWhenItIsKilledIsPublishedByAnother(Consumer<BreakableLink> breaks)
            throws Exception {
        ProxiedNode doomed = nodes.get(0);
        WsTestNode survivor = nodes.get(1).node();
        long project = PROJECTS.incrementAndGet();
        breaks.accept(doomed.toRedis());
        try {
            doomed.node().post("/server/project?name=a&pk=" + project, "");
            doomed.node().post("/server/project/name?name=b&pk=" + project, "");
            doomed.node().kill();
            awaitHistory(survivor, project, "created 0", "updated 1");
            awaitEmptyOutbox();
            assertThat(survivor.log()).contains("messages of the outbox that had waited");
        } finally {
            doomed.node().kill();
            doomed.toRedis().heal();
            doomed.start();
        }
    }

    @Test
    void permissionsThatANodeHasChangedWhenItIsKilledAreAskedForAgainByTheOthers() throws Exception {
        ProxiedNode doomed = nodes.get(0);
        WsTestNode survivor = nodes.get(1).node();
        long vault = PROJECTS.incrementAndGet();
        survivor.post("/vault/create?pk=" + vault, "");
        survivor.post("/vault/pass?id=" + vault + "&pk=" + vault + "&member=7", "");
        try (WsTestClient alice = survivor.clients().patience(Rig.PATIENCE).connect().auth("jwt", Tokens.of(7))
                .subscribe("vault", vault)) {
            doomed.toRedis().cut();
            doomed.node().post("/vault/close?pk=" + vault, "");
            doomed.node().kill();
            alice.await("{\"channel\":\"vault\",\"action\":\"subscribe\",\"message\":{\"code\":403}}");
        } finally {
            doomed.node().kill();
            doomed.toRedis().heal();
            doomed.start();
        }
        awaitEmptyOutbox();
    }

    @Test
    void aNodeThatEndsWithoutRedisLeavesItsMessagesToTheOthersAtOnce() throws Exception {
        ProxiedNode leaving = nodes.get(1);
        long project = PROJECTS.incrementAndGet();
        nodes.forEach(node -> node.toRedis().cut());
        nodes.forEach(node -> node.node().awaitReady(false));
        try {
            leaving.node().post("/server/project?name=a&pk=" + project, "");
            leaving.node().terminate();
            leaving.node().awaitExit();
            assertThat(leaving.node().log()).contains("Messages of 1 topics are left in the outbox for the other nodes");
            assertThat(database.query("select id, due_at from ws4redis_outbox")).hasSize(1);
        } finally {
            nodes.forEach(node -> node.toRedis().heal());
            leaving.node().kill();
            leaving.start();
        }
        awaitHistory(nodes.get(0).node(), project, "created 0");
        awaitEmptyOutbox();
    }

    /** More of it with {@code -Doutbox.kills=}; the same again with {@code -Dfaults.seed=}. */
    @Test
    void nodesAreKilledAtRandomAndEachCommitArrivesOnceInTheOrderOfItsRow() throws Exception {
        System.out.println("OutboxIT: -Dfaults.seed=" + SEED);
        Random random = new Random(SEED);
        int firstId = 100_000;
        try (Renaming renaming = new Renaming(nodes, firstId, SEED)) {
            for (int i = 0; i < KILLS; i++) {
                ProxiedNode doomed = nodes.get(i % nodes.size());
                doomed.toRedis().delay(Duration.ofMillis(random.nextInt(100)));
                int until = renaming.done() + 1 + random.nextInt(60);
                await().atMost(Rig.PATIENCE).until(() -> renaming.done() >= until);
                doomed.node().kill();
                doomed.toRedis().heal();
                doomed.start();
            }
        }
        awaitEmptyOutbox();
        Map<Long, Long> versions = database
                .query("select id, version from Project where id between " + firstId + " and 999999");
        System.out.printf("%d changes of %d projects, %d nodes killed%n",
                versions.values().stream().mapToLong(version -> version + 1).sum(), versions.size(), KILLS);
        assertThat(versions).isNotEmpty();
        versions.forEach((project, version) -> awaitHistory(nodes.get(0).node(), project, Stream.concat(Stream.of("created 0"),
                LongStream.rangeClosed(1, version).mapToObj(number -> "updated " + number)).toArray(String[]::new)));
    }

    private static void awaitEmptyOutbox() {
        await().atMost(Rig.PATIENCE)
                .untilAsserted(() -> assertThat(database.query("select id, due_at from ws4redis_outbox")).isEmpty());
    }

    private static void awaitHistory(WsTestNode node, long project, String... events) {
        await().atMost(Rig.PATIENCE).ignoreExceptions().untilAsserted(() -> {
            try (WsTestClient alice = node.connect().auth("jwt", Tokens.of(7)).subscribe("project", project)) {
                List<String> history = alice.request("history", Map.of("channel", "project", "pk", project)).get("messages")
                        .findValues("message").stream()
                        .map(message -> message.get("event").asText() + " " + message.get("version")).toList();
                assertThat(history).as("project %d", project).containsExactly(events);
            }
        });
    }
}
