package io.quarkiverse.ws4redis.deployment.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.Ws4Redis;
import io.quarkiverse.ws4redis.WsAuthRequest;
import io.quarkiverse.ws4redis.WsAuthenticator;
import io.quarkiverse.ws4redis.WsChannel;
import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.WsMessage;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.WsTestClients;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;

/** What happens while a slow method of the application decides. */
class SessionRacesTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Person.class, Slow.class))
            .overrideConfigKey("quarkus.http.test-port", "0")
            // So that all connections share one event loop, and what a topic costs there.
            .overrideConfigKey("quarkus.vertx.event-loops-pool-size", "1")
            .overrideConfigKey("quarkus.ws4redis.redis.timeout", "1S")
            .overrideConfigKey("quarkus.ws4redis.redis.unsubscribe-delay", "100MS")
            .overrideConfigKey("quarkus.ws4redis.redis.probe-interval", "300MS")
            .overrideConfigKey("quarkus.ws4redis.presence.refresh", "500MS");

    @TestHTTPResource("/ws")
    URI uri;

    @Inject
    Ws4Redis ws;

    @Inject
    Metrics metrics;

    @Inject
    RedisDataSource redis;

    @BeforeEach
    void forget() {
        await().until(() -> metrics.openConnections() == 0 && !ws.isOnlineAndAwait("person", "7"));
        Person.HOOKS.clear();
    }

    @Test
    void aMethodThatRunsAfterTheConnectionIsGoneIsToldWhoAsked() {
        try (WsTestClient alice = WsTestClients.of(uri).connect()) {
            alice.send(auth("alice", "")).expectLike("{\"name\":\"subscribed\"}");
            alice.send("{\"action\":\"publish\",\"channel\":\"slow\",\"pk\":[1,2],\"message\":1}");
            await().until(Slow.GATE::hasQueuedThreads);
        }
        await().until(() -> metrics.openConnections() == 0);
        Slow.GATE.release(2);
        await().untilAsserted(() -> assertThat(Slow.ASKED).containsExactly("person:7 1", "person:7 2"));
    }

    @Test
    void aConnectionThatIsGoneBeforeItMaySubscribeLeavesNothing() {
        try (WsTestClient alice = WsTestClients.of(uri).connect()) {
            alice.send(auth("alice", "")).expectLike("{\"name\":\"subscribed\"}");
            Slow.GATE.release();
            alice.send("{\"action\":\"subscribe\",\"channel\":\"slow\",\"pk\":3}")
                    .expectLike("{\"name\":\"subscribed\",\"channel\":\"slow\"}");
            try (WsTestClient other = WsTestClients.of(uri).connect()) {
                other.send(auth("alice", "")).expectLike("{\"name\":\"subscribed\"}");
                other.send("{\"action\":\"subscribe\",\"channel\":\"slow\",\"pk\":3}");
                await().until(Slow.GATE::hasQueuedThreads);
            }
            await().until(() -> metrics.openConnections() == 1);
            Slow.GATE.release();
            await().until(() -> !Slow.GATE.hasQueuedThreads());
            // What was decided for the other is on the event loop before this is.
            Slow.GATE.release();
            alice.send("{\"action\":\"subscribe\",\"channel\":\"slow\",\"pk\":4}")
                    .expectLike("{\"name\":\"subscribed\",\"pk\":\"4\"}");
        }
        await().until(() -> ws.publishAndAwait("slow", 3, "anybody?") == 0);
    }

    @Test
    void aConnectionThatIsGoneBeforeItIsKnownWhoseItIsLeavesNothing() {
        try (WsTestClient client = WsTestClients.of(uri).connect()) {
            client.send(auth("alice", ",\"wait\":true"));
            await().until(Person.GATE::hasQueuedThreads);
        }
        await().until(() -> metrics.openConnections() == 0);
        Person.GATE.release();
        await().until(() -> !Person.GATE.hasQueuedThreads());
        try (WsTestClient next = WsTestClients.of(uri).connect()) {
            next.send(auth("alice", "")).expectLike("{\"name\":\"subscribed\"}");
            assertThat(ws.connectionsAndAwait("person", "7")).hasSize(1);
        }
        await().untilAsserted(() -> assertThat(Person.HOOKS).containsExactly("online", "offline"));
        assertThat(ws.isOnlineAndAwait("person", "7")).isFalse();
    }

    @Test
    void aRedisThatGoesAwayWhileSomebodyAuthenticatesLeavesTheConnectionAsItWas() {
        try (WsTestClient client = WsTestClients.of(uri).connect()) {
            client.send(auth("alice", ",\"wait\":true"));
            await().until(Person.GATE::hasQueuedThreads);
            redis.execute("CLIENT", "PAUSE", "4000");
            Person.GATE.release();
            client.expectError(503);
            client.send("{\"action\":\"subscribe\",\"channel\":\"slow\",\"pk\":1}");
            client.expectError(403);
            await().ignoreExceptions().atMost(30, TimeUnit.SECONDS).until(() -> !ws.isOnlineAndAwait("person", "7"));
            client.send(auth("alice", "")).expectLike("{\"name\":\"subscribed\"}");
            assertThat(ws.connectionsAndAwait("person", "7")).hasSize(1);
        }
        await().untilAsserted(() -> assertThat(Person.HOOKS).endsWith("offline"));
        assertThat(ws.isOnlineAndAwait("person", "7")).isFalse();
    }

    @Test
    void anIdentityWithAnotherNameLosesItsOldPersonalChannelAndNothingElse() {
        try (WsTestClient client = WsTestClients.of(uri).connect()) {
            client.send(auth("alice", "")).expectLike("{\"name\":\"subscribed\"}");
            Slow.GATE.release();
            client.send("{\"action\":\"subscribe\",\"channel\":\"slow\",\"pk\":1}")
                    .expectLike("{\"name\":\"subscribed\",\"channel\":\"slow\"}");
            // The other name may not do what this one may, so that is asked about again.
            Slow.GATE.release();
            client.send(auth("alicia", ""));
            client.expectLike("{\"name\":\"unsubscribed\",\"pk\":\"alice\"}")
                    .expectLike("{\"name\":\"subscribed\",\"status\":2,\"pk\":\"alicia\"}");
            ws.sendToAndAwait("person", "alice", "secret");
            client.expectNothingMore();
            ws.sendToAndAwait("person", "alicia", "yours");
            client.expectLike("{\"message\":\"yours\"}");
            await().until(() -> Slow.GATE.availablePermits() == 0);
            assertThat(ws.connectionsAndAwait("person", "7")).hasSize(1);
        }
        await().untilAsserted(() -> assertThat(Person.HOOKS).containsExactly("online", "offline"));
    }

    @Test
    void anIdentityThatWantsToBeTheOnlyOneFromNowOnReplacesTheOthers() {
        try (WsTestClient older = WsTestClients.of(uri).connect(); WsTestClient newer = WsTestClients.of(uri).connect()) {
            older.send(auth("alice", "")).expectLike("{\"name\":\"subscribed\"}");
            newer.send(auth("alice", "")).expectLike("{\"name\":\"subscribed\"}");
            newer.send(auth("alice", ",\"only\":true")).expectLike("{\"name\":\"subscribed\"}");
            await().until(() -> metrics.openConnections() == 1);
            assertThat(ws.connectionsAndAwait("person", "7")).hasSize(1);
            newer.expectNothingMore();
        }
    }

    @Test
    void ofManyThatWantToBeTheOnlyOneAtOnceOneStays() {
        List<WsTestClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 12; i++) {
                clients.add(WsTestClients.of(uri).connect());
            }
            clients.forEach(client -> client.send(auth("alice", ",\"only\":true")));
            await().until(() -> metrics.openConnections() == 1);
            assertThat(ws.connectionsAndAwait("person", "7")).hasSize(1);
        } finally {
            clients.forEach(WsTestClient::close);
        }
        await().untilAsserted(() -> assertThat(Person.HOOKS).containsExactly("online", "offline"));
    }

    @Test
    void credentialsMayExpireAtTheEndOfTime() {
        try (WsTestClient client = WsTestClients.of(uri).connect()) {
            client.send(auth("alice", ",\"expires\":\"" + Instant.MAX + "\"")).expectLike("{\"name\":\"subscribed\"}");
            client.expectNothingMore();
        }
    }

    private static String auth(String name, String more) {
        return "{\"action\":\"auth\",\"kind\":\"person\",\"token\":\"" + name + "\"" + more + "}";
    }

    @WsAuthenticator("person")
    static final class Person {

        static final Semaphore GATE = new Semaphore(0);
        static final List<String> HOOKS = new CopyOnWriteArrayList<>();

        private Person() {
        }

        static WsCredentials authWS4RedisConnection(WsAuthRequest auth) throws InterruptedException {
            if (auth.text("wait").isPresent()) {
                GATE.acquire();
            }
            return WsCredentials.of("person", "7").uuid(auth.token()).onlyOne(auth.text("only").isPresent())
                    .expiresAt(auth.text("expires").map(Instant::parse).orElse(null));
        }

        static void onWS4RedisOnline() {
            HOOKS.add("online");
        }

        static void onWS4RedisOffline() {
            HOOKS.add("offline");
        }
    }

    @WsChannel("slow")
    static final class Slow {

        static final Semaphore GATE = new Semaphore(0);
        static final List<String> ASKED = new CopyOnWriteArrayList<>();

        private Slow() {
        }

        static boolean canSubscribeTo() throws InterruptedException {
            GATE.acquire();
            return true;
        }

        static boolean canPublishTo(WsCredentials who, WsMessage message) throws InterruptedException {
            GATE.acquire();
            ASKED.add(who + " " + message.pk());
            return true;
        }
    }
}
