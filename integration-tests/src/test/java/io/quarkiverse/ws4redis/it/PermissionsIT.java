package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.nodes.WsTestNode;

/** Permissions that change while they are used, on two nodes with one Redis and one database. Each test has a vault of its own. */
class PermissionsIT {

    private static final AtomicLong IDS = new AtomicLong(100);
    private static final String DATABASE = "-Dquarkus.datasource.jdbc.url=jdbc:h2:./target/permissions/"
            + ProcessHandle.current().pid() + ";AUTO_SERVER=TRUE";

    private static RedisProcess redis;
    private static WsTestNode a;
    private static WsTestNode b;

    private long vault;
    private long passOfAlice;
    private long passOfBob;
    private WsTestClient alice;
    private WsTestClient bob;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start(0);
        a = Nodes.start("permissions-a", redis, DATABASE, "-Dquarkus.ws4redis.presence.grace=200MS");
        b = Nodes.start("permissions-b", redis, DATABASE, "-Dquarkus.ws4redis.presence.grace=200MS",
                "-Dquarkus.hibernate-orm.schema-management.strategy=none");
    }

    @AfterAll
    static void stop() {
        b.close();
        a.close();
        redis.close();
    }

    @BeforeEach
    void aVaultWithAliceOnOneNodeAndBobOnTheOther() {
        vault = IDS.incrementAndGet();
        a.post("/vault/create?pk=" + vault, "");
        passOfAlice = pass(7);
        passOfBob = pass(8);
        alice = a.clients().patience(Duration.ofSeconds(60)).connect().auth("jwt", Tokens.of(7)).subscribe("vault", vault);
        bob = b.clients().patience(Duration.ofSeconds(60)).connect().auth("jwt", Tokens.of(8)).subscribe("vault", vault);
        // Presence: both have seen that Bob has come, and whatever else may still be on its way about that is not looked at.
        alice.await("{\"name\":\"joined\",\"member\":{\"pk\":\"8\"}}");
        bob.await("{\"name\":\"joined\",\"member\":{\"pk\":\"8\"}}");
        alice.drain();
        bob.drain();
    }

    @AfterEach
    void disconnect() {
        alice.close();
        bob.close();
    }

    @Test
    void aChangeOfTheEntityOfAChannelEndsSubscriptionsOnAllNodes() {
        a.post("/vault/close?pk=" + vault, "");
        expectRevoked(alice);
        expectRevoked(bob);
        publish(1);
        alice.expectNothingMore();
        bob.expectNothingMore();
    }

    @Test
    void aChangeThatIsRolledBackEndsNothing() {
        assertThat(a.postForStatus("/vault/close?pk=" + vault + "&fail=true", "")).isEqualTo(500);
        publish(1);
        expectMessage(alice, 1);
        expectMessage(bob, 1);
    }

    @Test
    void anEntityThatDecidesEndsTheSubscriptionsThatItDoesNotPermitAnyMore() {
        a.post("/vault/remove-pass?id=" + passOfBob, "");
        expectRevoked(bob);
        publish(1);
        bob.expectNothingMore();
        expectMessage(alice, 1);
    }

    @Test
    void whoIsRevokedIsNotPresentAnyMore() {
        b.post("/vault/remove-pass?id=" + passOfBob, "");
        expectRevoked(bob);
        alice.await("{\"name\":\"left\",\"channel\":\"vault\",\"member\":{\"pk\":\"8\"}}");
        bob.expectRefused(403, "presence", new OfVault("vault", vault)).expectRefused(403, "history",
                new OfVault("vault", vault));
        bob.expectRefused(403, "subscribe", new OfVault("vault", vault));
    }

    @Test
    void aPermissionThatIsNowGivenElsewhereEndsWhereItWas() {
        long other = IDS.incrementAndGet();
        a.post("/vault/create?pk=" + other, "");
        a.post("/vault/move-pass?id=" + passOfBob + "&pk=" + other, "");
        expectRevoked(bob);
        bob.subscribe("vault", other);
    }

    @Test
    void anEntityAboutOneIdentityEndsThatIdentitysSubscriptions() {
        try {
            a.post("/vault/ban?id=" + IDS.incrementAndGet() + "&member=7", "");
            expectRevoked(alice);
            publish(1);
            alice.expectNothingMore();
            expectMessage(bob, 1);
        } finally {
            a.post("/vault/unban", "");
        }
    }

    @Test
    void whatNobodySeesTheApplicationSaysItself() {
        b.post("/vault/close-unseen?pk=" + vault, "");
        expectRevoked(alice);
        expectRevoked(bob);
    }

    @Test
    void aPermissionToPublishIsNotRememberedAnyLonger() {
        bob.publish("vault", vault, 1);
        expectMessage(alice, 1);
        a.post("/vault/remove-pass?id=" + passOfBob, "");
        expectRevoked(bob);
        bob.drain();
        bob.expectRefused(403, "publish", new Publish("vault", vault, 2));
    }

    @Test
    void aNewTokenWithFewerRolesEndsWhatTheyPermitted() {
        bob.request("auth", new Token("jwt", Tokens.withRoles(8, "guest")));
        bob.subscribe("hall", null);
        bob.request("auth", new Token("jwt", Tokens.withRoles(8, "guest")));
        bob.expectNothingMore();
        bob.request("auth", new Token("jwt", Tokens.withRoles(8, "host")));
        bob.await("{\"channel\":\"hall\",\"action\":\"subscribe\",\"message\":{\"code\":403}}");
        bob.await("{\"name\":\"unsubscribed\",\"channel\":\"hall\"}");
    }

    @Test
    void revocationsAreCounted() {
        a.post("/vault/remove-pass?id=" + passOfAlice, "");
        expectRevoked(alice);
        await().untilAsserted(() -> assertThat(a.get("/q/metrics")).containsPattern("ws4redis_revocations_total [1-9]")
                .containsPattern("ws4redis_rechecks_total [1-9]"));
    }

    record OfVault(String channel, long pk) {
    }

    record Publish(String channel, long pk, int message) {
    }

    record Token(String kind, String token) {
    }

    private long pass(long member) {
        long id = IDS.incrementAndGet();
        a.post("/vault/pass?id=" + id + "&pk=" + vault + "&member=" + member, "");
        return id;
    }

    private void publish(int message) {
        a.post("/server/publish?channel=vault&pk=" + vault, Integer.toString(message));
    }

    /** The error first, then that the subscription has ended; of presence it may get to know until then. */
    private void expectRevoked(WsTestClient client) {
        JsonNode error = client.await("{\"channel\":\"vault\",\"pk\":\"" + vault + "\",\"action\":\"subscribe\"}");
        assertThat(error.at("/message/error").asText()).isEqualTo("subscribe permission denied");
        assertThat(error.at("/message/code").asInt()).isEqualTo(403);
        client.await("{\"name\":\"unsubscribed\",\"channel\":\"vault\",\"pk\":\"" + vault + "\",\"status\":1}");
        client.drain();
    }

    private void expectMessage(WsTestClient client, int message) {
        client.await("{\"channel\":\"vault\",\"pk\":\"" + vault + "\",\"message\":" + message + "}");
    }
}
