package io.quarkiverse.ws4redis.it.reactive;

import static io.quarkiverse.ws4redis.it.reactive.Reactive.await;
import static io.quarkiverse.ws4redis.it.reactive.Reactive.transaction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.ws4redis.test.InjectWs4RedisClient;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.WsTestClients;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;

/** Entities that ask the database by a {@code Uni} who somebody is and what they may, and that are asked again when it changes. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class ReactivePermissionsTest {

    private static final AtomicLong IDS = new AtomicLong(100_000);

    @InjectWs4RedisClient
    WsTestClients clients;

    private long room;
    private long keyOfAlice;
    private WsTestClient alice;
    private WsTestClient bob;

    @BeforeEach
    void aRoomThatAliceHasAKeyOf() {
        room = IDS.incrementAndGet();
        keyOfAlice = IDS.incrementAndGet();
        transaction(() -> room().chain(created -> key(keyOfAlice, created)));
        alice = connect(keyOfAlice);
        bob = connect(IDS.incrementAndGet());
    }

    @AfterEach
    void disconnect() {
        alice.close();
        bob.close();
    }

    @Test
    void whoIsNotKnownIsRefused() {
        try (WsTestClient nobody = clients.connect()) {
            nobody.send("{\"action\":\"auth\",\"kind\":\"visitor\",\"token\":\"nobody's\"}").expectError(401);
        }
    }

    @Test
    void theDatabaseDecidesWhoMayListenAndSpeak() {
        alice.subscribe("room", room).publish("room", room, "hi").expectMessage("room", room, "\"hi\"");
        bob.subscribe("room", room).expectRefused(403, "publish", new Message("room", room, "hi"));
        transaction(() -> Room.<Room>findById(room).invoke(found -> found.locked = true));
        try (WsTestClient carol = connect(IDS.incrementAndGet())) {
            carol.expectRefused(403, "subscribe", new Topic("room", room));
        }
    }

    @Test
    void aRoomThatIsLockedEndsTheSubscriptionsOfThoseWithoutAKey() {
        alice.subscribe("room", room);
        bob.subscribe("room", room);
        transaction(() -> Room.<Room>findById(room).invoke(found -> found.locked = true));
        expectRevoked(bob);
        transaction(() -> Key.<Key>findById(keyOfAlice).chain(found -> found.delete()));
        expectRevoked(alice);
    }

    @Test
    void aChangeThatIsRolledBackEndsNothing() {
        bob.subscribe("room", room);
        assertThatThrownBy(() -> transaction(() -> Room.<Room>findById(room).invoke(found -> found.locked = true)
                .call(() -> Panache.flush())
                .chain(found -> Uni.createFrom().failure(new IllegalStateException("on purpose")))))
                .hasMessageContaining("on purpose");
        alice.publish("room", room, "hi");
        bob.expectMessage("room", room, "\"hi\"").expectNothingMore();
    }

    @Test
    void whoGivesUpOnACommitHasPermissionsAskedForAllTheSame() {
        transaction(() -> sql("create or replace function linger() returns trigger language plpgsql as "
                + "'begin perform pg_sleep(3); return null; end'"));
        transaction(() -> sql("create constraint trigger linger after update on room deferrable initially deferred "
                + "for each row when (new.name = 'lingers') execute function linger()"));
        try {
            bob.subscribe("room", room);
            // Again, if the machine was so slow that it did not come to the commit.
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> {
                await(() -> Panache.withTransaction(() -> Room.<Room>findById(room).invoke(found -> {
                    found.name = "lingers";
                    found.locked = true;
                })).ifNoItem().after(Duration.ofSeconds(1)).recoverWithUni(Uni.createFrom().nullItem()));
                return isLockedSoon();
            });
            expectRevoked(bob);
        } finally {
            transaction(() -> sql("drop trigger linger on room"));
        }
    }

    private boolean isLockedSoon() {
        try {
            Awaitility.await().atMost(Duration.ofSeconds(5))
                    .until(() -> await(() -> Panache.withSession(() -> Room.<Room>findById(room))).locked);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    private static Uni<Integer> sql(String statement) {
        return Panache.getSession().chain(session -> session.createNativeQuery(statement).executeUpdate());
    }

    @Test
    void aDeskTellsItsOwnerOnly() {
        Desk desk = new Desk();
        desk.owner = Long.toString(keyOfAlice);
        transaction(() -> desk.<Desk>persist());
        bob.expectRefused(403, "subscribe", new Topic("desk", desk.id));
        alice.subscribe("desk", desk.id);
        transaction(() -> Desk.<Desk>findById(desk.id).invoke(found -> found.owner = "nobody"));
        alice.expectMessage("desk", desk.id, "{\"event\":\"updated\",\"data\":{\"owner\":\"nobody\"}}");
    }

    private WsTestClient connect(long visitor) {
        transaction(() -> {
            Visitor created = new Visitor();
            created.id = visitor;
            created.token = "token " + visitor;
            return created.persist();
        });
        return clients.patience(Duration.ofSeconds(60)).connect().auth("visitor", "token " + visitor);
    }

    private Uni<Room> room() {
        Room created = new Room();
        created.id = room;
        created.name = "Kitchen";
        return created.persist();
    }

    private static Uni<Key> key(long visitor, Room room) {
        Key key = new Key();
        key.id = visitor;
        key.visitor = visitor;
        key.room = room;
        return key.persist();
    }

    private void expectRevoked(WsTestClient client) {
        JsonNode error = client.await("{\"channel\":\"room\",\"pk\":\"" + room + "\",\"action\":\"subscribe\"}");
        assertThat(error.at("/message/code").asInt()).isEqualTo(403);
        client.await("{\"name\":\"unsubscribed\",\"channel\":\"room\",\"pk\":\"" + room + "\"}");
    }

    /** A request's fields. */
    record Topic(String channel, long pk) {
    }

    /** A request's fields. */
    record Message(String channel, long pk, String message) {
    }
}
