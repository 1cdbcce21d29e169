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
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.vertx.core.Vertx;

/** What happens while a slow method of the application decides. */
class SessionRacesTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Person.class, Slow.class, Client.class))
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
    Vertx vertx;

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
    void aMethodThatRunsAfterTheConnectionIsGoneIsToldWhoAsked() throws Exception {
        try (Client alice = Client.connect(vertx, uri)) {
            alice.send(auth("alice", "")).await("\"subscribed\"");
            alice.send("{\"action\":\"publish\",\"channel\":\"slow\",\"pk\":[1,2],\"message\":1}");
            await().until(Slow.GATE::hasQueuedThreads);
        }
        await().until(() -> metrics.openConnections() == 0);
        Slow.GATE.release(2);
        await().untilAsserted(() -> assertThat(Slow.ASKED).containsExactly("person:7 1", "person:7 2"));
    }

    @Test
    void aConnectionThatIsGoneBeforeItMaySubscribeLeavesNothing() throws Exception {
        try (Client alice = Client.connect(vertx, uri)) {
            alice.send(auth("alice", "")).await("\"subscribed\"");
            Slow.GATE.release();
            alice.send("{\"action\":\"subscribe\",\"channel\":\"slow\",\"pk\":3}").await("\"channel\":\"slow\"");
            try (Client other = Client.connect(vertx, uri)) {
                other.send(auth("alice", "")).await("\"subscribed\"");
                other.send("{\"action\":\"subscribe\",\"channel\":\"slow\",\"pk\":3}");
                await().until(Slow.GATE::hasQueuedThreads);
            }
            await().until(() -> metrics.openConnections() == 1);
            Slow.GATE.release();
            await().until(() -> !Slow.GATE.hasQueuedThreads());
            // What was decided for the other is on the event loop before this is.
            Slow.GATE.release();
            alice.send("{\"action\":\"subscribe\",\"channel\":\"slow\",\"pk\":4}").await("\"pk\":\"4\"");
        }
        await().until(() -> ws.publishAndAwait("slow", 3, "anybody?") == 0);
    }

    @Test
    void aConnectionThatIsGoneBeforeItIsKnownWhoseItIsLeavesNothing() throws Exception {
        try (Client client = Client.connect(vertx, uri)) {
            client.send(auth("alice", ",\"wait\":true"));
            await().until(Person.GATE::hasQueuedThreads);
        }
        await().until(() -> metrics.openConnections() == 0);
        Person.GATE.release();
        await().until(() -> !Person.GATE.hasQueuedThreads());
        try (Client next = Client.connect(vertx, uri)) {
            next.send(auth("alice", "")).await("\"subscribed\"");
            assertThat(ws.connectionsAndAwait("person", "7")).hasSize(1);
        }
        await().untilAsserted(() -> assertThat(Person.HOOKS).containsExactly("online", "offline"));
        assertThat(ws.isOnlineAndAwait("person", "7")).isFalse();
    }

    @Test
    void aRedisThatGoesAwayWhileSomebodyAuthenticatesLeavesTheConnectionAsItWas() throws Exception {
        try (Client client = Client.connect(vertx, uri)) {
            client.send(auth("alice", ",\"wait\":true"));
            await().until(Person.GATE::hasQueuedThreads);
            redis.execute("CLIENT", "PAUSE", "4000");
            Person.GATE.release();
            assertThat(client.await("error")).contains("\"code\":503");
            client.send("{\"action\":\"subscribe\",\"channel\":\"slow\",\"pk\":1}");
            assertThat(client.await("error")).contains("\"code\":403");
            await().ignoreExceptions().atMost(30, TimeUnit.SECONDS).until(() -> !ws.isOnlineAndAwait("person", "7"));
            client.send(auth("alice", "")).await("\"subscribed\"");
            assertThat(ws.connectionsAndAwait("person", "7")).hasSize(1);
        }
        await().untilAsserted(() -> assertThat(Person.HOOKS).endsWith("offline"));
        assertThat(ws.isOnlineAndAwait("person", "7")).isFalse();
    }

    @Test
    void anIdentityWithAnotherNameLosesItsOldPersonalChannelAndNothingElse() throws Exception {
        try (Client client = Client.connect(vertx, uri)) {
            client.send(auth("alice", "")).await("\"subscribed\"");
            Slow.GATE.release();
            client.send("{\"action\":\"subscribe\",\"channel\":\"slow\",\"pk\":1}").await("\"channel\":\"slow\"");
            client.send(auth("alicia", ""));
            assertThat(client.await("unsubscribed")).contains("\"pk\":\"alice\"");
            assertThat(client.await("subscribed")).contains("\"status\":2").contains("\"pk\":\"alicia\"");
            ws.sendToAndAwait("person", "alice", "secret");
            client.assertQuiet();
            ws.sendToAndAwait("person", "alicia", "yours");
            client.await("yours");
            assertThat(ws.connectionsAndAwait("person", "7")).hasSize(1);
        }
        await().untilAsserted(() -> assertThat(Person.HOOKS).containsExactly("online", "offline"));
    }

    @Test
    void anIdentityThatWantsToBeTheOnlyOneFromNowOnReplacesTheOthers() throws Exception {
        try (Client older = Client.connect(vertx, uri); Client newer = Client.connect(vertx, uri)) {
            older.send(auth("alice", "")).await("\"subscribed\"");
            newer.send(auth("alice", "")).await("\"subscribed\"");
            newer.send(auth("alice", ",\"only\":true")).await("\"subscribed\"");
            await().until(() -> metrics.openConnections() == 1);
            assertThat(ws.connectionsAndAwait("person", "7")).hasSize(1);
            newer.assertQuiet();
        }
    }

    @Test
    void ofManyThatWantToBeTheOnlyOneAtOnceOneStays() throws Exception {
        List<Client> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 12; i++) {
                clients.add(Client.connect(vertx, uri));
            }
            clients.forEach(client -> client.send(auth("alice", ",\"only\":true")));
            await().until(() -> metrics.openConnections() == 1);
            assertThat(ws.connectionsAndAwait("person", "7")).hasSize(1);
        } finally {
            clients.forEach(Client::close);
        }
        await().untilAsserted(() -> assertThat(Person.HOOKS).containsExactly("online", "offline"));
    }

    @Test
    void credentialsMayExpireAtTheEndOfTime() throws Exception {
        try (Client client = Client.connect(vertx, uri)) {
            client.send(auth("alice", ",\"expires\":\"" + Instant.MAX + "\"")).await("\"subscribed\"");
            client.assertQuiet();
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
