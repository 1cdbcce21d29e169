package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.ws4redis.Ws4Redis;
import io.quarkiverse.ws4redis.test.InjectWs4RedisClient;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.WsTestClients;
import io.quarkiverse.ws4redis.test.faults.BreakableLink;
import io.quarkiverse.ws4redis.test.faults.BreakableRedis;
import io.quarkiverse.ws4redis.test.faults.InjectRedisLink;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

/** What becomes of messages that are rows of a transaction first. Each test has a project of its own. */
@QuarkusTest
@TestProfile(OutboxTest.Enabled.class)
@WithTestResource(BreakableRedis.class)
class OutboxTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicLong IDS = new AtomicLong(2000);
    private static final String INSERT = "insert into ws4redis_outbox (topic, message, once_key, created_at, due_at, attempts) ";
    private static final String STREAM = "ws4redis:{project:%d:events}:stream";

    public static final class Enabled implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.ws4redis.outbox.enabled", "true", "quarkus.ws4redis.outbox.interval", "200MS",
                    "quarkus.ws4redis.outbox.overdue", "30S", "quarkus.ws4redis.outbox.max-attempts", "2",
                    "quarkus.ws4redis.outbox.batch-size", "3");
        }
    }

    @InjectWs4RedisClient
    WsTestClients clients;

    @InjectRedisLink
    BreakableLink redis;

    @Inject
    RedisDataSource data;

    @Inject
    EntityManager entities;

    @Inject
    Ws4Redis ws;

    private long project;

    @BeforeEach
    void anotherProject() {
        project = IDS.incrementAndGet();
    }

    @Test
    void whatIsCommittedIsPublishedAtOnceAndLeavesNoRow() {
        WsTestClient alice = alice().subscribe("project", project);
        transaction(() -> create("a"));
        transaction(() -> Project.<Project>findById(project).name = "b");
        transaction(() -> ws.afterCommit().publish("project", project, "c"));
        expectHistory("created 0", "updated 1", "\"c\"");
        assertThat(alice.next().at("/message/event").asText()).isEqualTo("created");
        assertThat(alice.next().at("/message/event").asText()).isEqualTo("updated");
        assertThat(alice.next().at("/message").asText()).isEqualTo("c");
        alice.expectNothingMore();
        awaitRows(0);
    }

    @Test
    void whatIsRolledBackWasNeverInTheOutbox() {
        assertThatThrownBy(() -> transaction(() -> {
            create("a");
            ws.afterCommit().publish("project", project, "lost");
            entities.flush();
            throw new IllegalStateException("on purpose");
        })).hasMessageContaining("on purpose");
        assertThat(rows()).isZero();
        transaction(() -> create("b"));
        expectHistory("created 0");
    }

    @Test
    void withoutATransactionThereIsNoOutbox() {
        ws.afterCommit().publish("project", project, "at once");
        expectHistory("\"at once\"");
    }

    @Test
    void aMessageThatGoesNowhereStopsTheTransaction() {
        assertThatThrownBy(() -> transaction(() -> {
            create("a");
            ws.afterCommit().publish(new Member(), "has no identifier");
        })).isInstanceOf(RuntimeException.class);
        assertThat(QuarkusTransaction.requiringNew().call(() -> Project.count("id", project))).isZero();
    }

    @Test
    void whileRedisIsAwayMessagesWaitAndAreSentInOrderWhenItIsBack() {
        transaction(() -> create("a"));
        expectHistory("created 0");
        awaitRows(0);
        redis.cut();
        try {
            await().atMost(PATIENCE).until(() -> !isReady());
            for (int i = 1; i <= 7; i++) {
                String name = "b" + i;
                transaction(() -> Project.<Project>findById(project).name = name);
            }
            transaction(() -> ws.afterCommit().publish("project", project, "c"));
            assertThat(rows()).isEqualTo(8);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(metric("waiting")).isEqualTo(8));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(metric("age_seconds")).isPositive());
        } finally {
            redis.heal();
        }
        await().atMost(PATIENCE).until(OutboxTest::isReady);
        expectHistory("created 0", "updated 1", "updated 2", "updated 3", "updated 4", "updated 5", "updated 6", "updated 7",
                "\"c\"");
        awaitRows(0);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(metric("waiting")).isZero());
        assertThat(metric("given_up")).isZero();
    }

    @Test
    void whatRedisRefusesIsTriedAgainAndHoldsUpNothingButItsTopic() {
        transaction(() -> create("a"));
        expectHistory("created 0");
        String stream = STREAM.formatted(project);
        data.key().del(stream);
        data.value(String.class).set(stream, "not a stream");
        double failed = metric("failed_total");
        transaction(() -> Project.<Project>findById(project).name = "b");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(metric("failed_total")).isGreaterThan(failed));
        long other = project;
        project = IDS.incrementAndGet();
        transaction(() -> create("b"));
        expectHistory("created 0");
        project = other;
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(metric("given_up")).isOne());
        data.key().del(stream);
        transaction(() -> Project.<Project>findById(project).name = "c");
        expectHistory("updated 2");
        transaction(() -> entities.createNativeQuery("update ws4redis_outbox set attempts = 0, due_at = 0").executeUpdate());
        expectHistory("updated 2", "updated 1");
        awaitRows(0);
    }

    @Test
    void whatCannotBeUnderstoodIsGivenUp() {
        transaction(() -> insert("nonsense", 0));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(metric("given_up")).isOne());
        transaction(() -> create("a"));
        expectHistory("created 0");
        transaction(() -> entities.createNativeQuery("delete from ws4redis_outbox").executeUpdate());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(metric("given_up")).isZero());
    }

    @Test
    void whatAnotherNodeHasLeftIsSentWhenItIsOverdueAndBeforeWhatIsCommittedLater() {
        transaction(() -> insert("events:project:" + project, Long.MAX_VALUE));
        transaction(() -> create("a"));
        expectHistory("\"left\"", "created 0");
        transaction(() -> insert("events:project:" + project, 0));
        expectHistory("\"left\"", "created 0", "\"left\"");
        awaitRows(0);
    }

    @Test
    void farMoreThanOneLookTakesIsSentWithoutWaitingForTheNextLook() {
        transaction(() -> entities.createNativeQuery(INSERT + "select 'events:lobby:' || x, '1', random_uuid(), 0, 0, 0 "
                + "from system_range(1, 2000)").executeUpdate());
        awaitRows(0);
    }

    @Test
    void whileRedisHasNoMemoryNothingIsGivenUpAndNothingComesTwice() {
        WsTestClient alice = alice().subscribe("chat", project);
        transaction(() -> create("a"));
        expectHistory("created 0");
        awaitRows(0);
        double failed = metric("failed_total");
        double heldUp = metric("held_up_total");
        data.execute("CONFIG", "SET", "maxmemory", "1");
        try {
            transaction(() -> Project.<Project>findById(project).name = "b");
            transaction(() -> ws.afterCommit().publish("chat", project, "c"));
            // Far more often than what Redis refuses is tried.
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(metric("held_up_total")).isGreaterThan(heldUp + 5));
            assertThat(rows()).isEqualTo(2);
            assertThat(metric("failed_total")).isEqualTo(failed);
        } finally {
            data.execute("CONFIG", "SET", "maxmemory", "0");
        }
        expectHistory("created 0", "updated 1");
        awaitRows(0);
        alice.expectMessage("chat", project, "\"c\"").expectNothingMore();
    }

    @Test
    void thatPermissionsHaveChangedIsInTheOutboxWithWhatChangesThem() {
        aliceInAVault();
        redis.cut();
        try {
            await().atMost(PATIENCE).until(() -> !isReady());
            transaction(() -> Vault.<Vault>findById(project).closed = true);
            transaction(() -> ws.afterCommit().recheck("member", 7));
            transaction(() -> ws.afterCommit().recheckSubscribers("vault", project));
            assertThat(rows()).isEqualTo(3);
        } finally {
            redis.heal();
        }
        await().atMost(PATIENCE).until(OutboxTest::isReady);
        awaitRows(0);
    }

    @Test
    void whatADeadNodeHasNotSaidOfPermissionsAnotherOneSaysAfterTheMessagesBefore() {
        WsTestClient alice = aliceInAVault();
        closeUnseen();
        transaction(() -> {
            insert(topicOfVault(), 0);
            insert(topicOfVault(), recheckOfVault(), "recheck", 0, 0);
        });
        alice.await("{\"channel\":\"vault\",\"message\":\"left\"}");
        expectRevoked(alice);
        awaitRows(0);
    }

    @Test
    void aPermissionIsLostAlsoBehindAMessageThatRedisRefuses() {
        WsTestClient alice = aliceInAVault();
        closeUnseen();
        transaction(() -> {
            insert(topicOfVault(), "\"refused\"", UUID.randomUUID().toString(), Long.MAX_VALUE, 1);
            insert(topicOfVault(), recheckOfVault(), "recheck", 0, 0);
        });
        expectRevoked(alice);
        awaitRows(1);
        transaction(() -> entities.createNativeQuery("delete from ws4redis_outbox").executeUpdate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1,\"recheck-channel\",\"vault\"]", "[1,\"recheck-kind\",\"member\"]"})
    void whereNobodyKnowsWhomAChangeConcernsEverybodyIsAskedAbout(String message) {
        WsTestClient alice = aliceInAVault();
        closeUnseen();
        transaction(() -> insert(":", message, "recheck", 0, 0));
        expectRevoked(alice);
        awaitRows(0);
    }

    private WsTestClient aliceInAVault() {
        transaction(() -> {
            Vault vault = new Vault();
            vault.id = project;
            vault.persist();
            Pass pass = new Pass();
            pass.id = project;
            pass.vault = vault;
            pass.member = Member.findById(7L);
            pass.persist();
        });
        return alice().subscribe("vault", project);
    }

    private void closeUnseen() {
        transaction(() -> Vault.update("closed = true where id = ?1", project));
    }

    private String topicOfVault() {
        return "events:vault:" + project;
    }

    private String recheckOfVault() {
        return "[1,\"recheck-subscribers\",\"vault\",[\"" + project + "\"]]";
    }

    private void expectRevoked(WsTestClient client) {
        client.await("{\"channel\":\"vault\",\"action\":\"subscribe\",\"pk\":\"" + project + "\",\"message\":{\"code\":403}}");
    }

    private void insert(String topic, long dueAt) {
        insert(topic, "\"left\"", UUID.randomUUID().toString(), dueAt, 0);
    }

    private void insert(String topic, String message, String key, long dueAt, int attempts) {
        entities.createNativeQuery(INSERT + "values (?1, ?2, ?3, 0, ?4, ?5)").setParameter(1, topic).setParameter(2, message)
                .setParameter(3, key).setParameter(4, dueAt).setParameter(5, attempts).executeUpdate();
    }

    private void create(String name) {
        Project created = new Project();
        created.id = project;
        created.name = name;
        created.persist();
    }

    private WsTestClient alice() {
        return clients.connect().auth("jwt", Tokens.of(7));
    }

    private void expectHistory(String... messages) {
        Supplier<List<String>> history = () -> {
            try (WsTestClient alice = alice().subscribe("project", project)) {
                return alice.request("history", Map.of("channel", "project", "pk", project)).get("messages")
                        .findValues("message").stream().map(OutboxTest::summary).toList();
            }
        };
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(history.get()).containsExactly(messages));
    }

    private static String summary(JsonNode message) {
        return message.isObject() ? message.get("event").asText() + " " + message.get("version") : message.toString();
    }

    private void awaitRows(long expected) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(rows()).isEqualTo(expected));
    }

    private long rows() {
        return QuarkusTransaction.requiringNew().call(
                () -> ((Number) entities.createNativeQuery("select count(*) from ws4redis_outbox").getSingleResult())
                        .longValue());
    }

    private static double metric(String name) {
        return RestAssured.get("/q/metrics").asString().lines().filter(line -> line.startsWith("ws4redis_outbox_" + name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ')))).findFirst().orElseThrow();
    }

    private static boolean isReady() {
        return RestAssured.get("/q/health/ready").statusCode() == 200;
    }

    private static void transaction(Runnable work) {
        QuarkusTransaction.requiringNew().run(work);
    }
}
