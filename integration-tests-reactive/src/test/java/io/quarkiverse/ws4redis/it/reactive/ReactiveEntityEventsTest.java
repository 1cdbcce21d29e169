package io.quarkiverse.ws4redis.it.reactive;

import static io.quarkiverse.ws4redis.it.reactive.Reactive.await;
import static io.quarkiverse.ws4redis.it.reactive.Reactive.transaction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.inject.Inject;

import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.Ws4Redis;
import io.quarkiverse.ws4redis.test.InjectWs4RedisClient;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.WsTestClients;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/** What subscribers learn of the changes of rows, without a blocking thread and without JTA. Each test has rows of its own. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class ReactiveEntityEventsTest {

    private static final AtomicLong IDS = new AtomicLong(1000);

    @InjectWs4RedisClient
    WsTestClients clients;

    @Inject
    Mutiny.SessionFactory sessions;

    @Inject
    Ws4Redis ws;

    @Inject
    Vertx vertx;

    private long room;
    private WsTestClient alice;

    @BeforeEach
    void aSubscriberOfARoomThatThereIsNotYet() {
        room = IDS.incrementAndGet();
        long visitor = IDS.incrementAndGet();
        transaction(() -> visitor(visitor));
        alice = clients.patience(Duration.ofSeconds(60)).connect().auth("visitor", "token " + visitor).subscribe("room", room);
        alice.drain();
    }

    @AfterEach
    void close() {
        alice.close();
    }

    @Test
    void aRowIsToldOfWhenItIsCreatedUpdatedAndRemoved() {
        transaction(() -> room("a"));
        expect("{'event':'created','entity':'Room','pk':'%d','version':0,'data':{'name':'a'}}", room);
        transaction(() -> room().invoke(found -> found.name = "b"));
        expect("{'event':'updated','entity':'Room','pk':'%d','version':1,'data':{'name':'b'}}", room);
        transaction(() -> room().chain(found -> found.delete()));
        expect("{'event':'removed','entity':'Room','pk':'%d','version':1}", room);
        alice.expectNothingMore();
    }

    @Test
    void nothingIsToldOfBeforeTheCommit() {
        transaction(() -> flushed("a").call(() -> ws.publish("room", room, "not yet")));
        alice.expectMessage("room", room, "\"not yet\"");
        expect("{'event':'created','entity':'Room','pk':'%d','version':0,'data':{'name':'a'}}", room);
    }

    @Test
    void whatIsRolledBackIsNotToldOf() {
        assertThatThrownBy(() -> transaction(() -> flushed("lost").chain(lost -> fail())))
                .hasMessageContaining("on purpose");
        await(() -> sessions.withTransaction((session, transaction) -> {
            transaction.markForRollback();
            return flushed("lost too");
        }));
        await(() -> sessions.withTransaction((session, transaction) -> flushed("lost as well")
                .invoke(transaction::markForRollback)));
        transaction(() -> room("kept"));
        expect("{'event':'created','entity':'Room','pk':'%d','version':0,'data':{'name':'kept'}}", room);
        alice.expectNothingMore();
    }

    @Test
    void aSessionThatGoesOnAfterARollbackTellsOnlyOfWhatFollows() {
        await(() -> Panache.withSession(() -> Panache.withTransaction(() -> flushed("lost").chain(lost -> fail()))
                .onFailure().recoverWithNull()
                .chain(() -> Panache.getSession()).invoke(Mutiny.Session::clear)
                .chain(() -> Panache.withTransaction(() -> room("kept")))
                .chain(() -> Panache.withTransaction(() -> room().invoke(found -> found.name = "changed")))));
        expect("{'event':'created','entity':'Room','pk':'%d','version':0,'data':{'name':'kept'}}", room);
        expect("{'event':'updated','entity':'Room','pk':'%d','version':1,'data':{'name':'changed'}}", room);
        alice.expectNothingMore();
    }

    @Test
    void aRowIsToldOfOnceInATransaction() {
        transaction(() -> flushed("a").invoke(created -> created.name = "b"));
        expect("{'event':'created','entity':'Room','pk':'%d','version':1,'data':{'name':'b'}}", room);
        transaction(() -> room().invoke(found -> found.name = "c").call(() -> Panache.flush())
                .invoke(found -> found.name = "d"));
        expect("{'event':'updated','entity':'Room','pk':'%d','version':3,'data':{'name':'d'}}", room);
        transaction(() -> room().invoke(found -> found.name = "e").call(() -> Panache.flush()).chain(found -> found.delete()));
        expect("{'event':'removed','entity':'Room','pk':'%d','version':4}", room);
        transaction(() -> flushed("passing").chain(found -> found.delete()));
        transaction(() -> room("last"));
        expect("{'event':'created','entity':'Room','pk':'%d','version':0,'data':{'name':'last'}}", room);
        alice.expectNothingMore();
    }

    @Test
    void whatIsSentOutsideOfAnyFlowIsSentAtOnce() {
        VertxContext.getRootContext(vertx.getOrCreateContext())
                .runOnContext(v -> ws.afterCommit().publish("room", room, "at once"));
        expect("'at once'", room);
        alice.expectNothingMore();
    }

    @Test
    void nestedTransactionsAreOne() {
        transaction(() -> Panache.withTransaction(() -> flushed("a")).invoke(created -> created.name = "b"));
        expect("{'event':'created','entity':'Room','pk':'%d','version':1,'data':{'name':'b'}}", room);
        alice.expectNothingMore();
    }

    @Test
    void theWayToAChannelIsLoaded() {
        long shelf = IDS.incrementAndGet();
        long book = IDS.incrementAndGet();
        transaction(() -> room("a").chain(created -> shelf(shelf, created)));
        alice.next();
        transaction(() -> book(book, shelf));
        expect("{'event':'created','entity':'Book','pk':'%d','data':{'title':'Reactive'}}", book);
        transaction(() -> Book.<Book>findById(book).chain(found -> found.delete()));
        expect("{'event':'removed','entity':'Book','pk':'%d'}", book);
        alice.expectNothingMore();
    }

    @Test
    void aRowThatGoesToAnotherParentIsRemovedFromTheFormerOne() {
        long shelf = IDS.incrementAndGet();
        long elsewhere = IDS.incrementAndGet();
        long book = IDS.incrementAndGet();
        transaction(() -> room("a").chain(created -> shelf(shelf, created)).chain(() -> shelf(elsewhere, null))
                .chain(() -> book(book, shelf)));
        alice.drain();
        transaction(() -> Book.<Book>findById(book).invoke(found -> found.shelf = reference(Shelf.class, elsewhere)));
        alice.await("{\"message\":{\"event\":\"removed\",\"entity\":\"Book\",\"pk\":\"" + book + "\"}}");
    }

    @Test
    void aProjectionThatReadsWhatIsNotLoadedCostsItsMessageAndNotTheTransaction() {
        long label = IDS.incrementAndGet();
        long other = IDS.incrementAndGet();
        transaction(() -> room("a"));
        alice.next();
        transaction(() -> label(label, reference(Room.class, room)));
        long rows = await(() -> Panache.withSession(() -> Label.count("id", label)));
        assertThat(rows).isOne();
        alice.expectNothingMore();
        transaction(() -> room().chain(loaded -> label(other, loaded)));
        expect("{'event':'created','entity':'Label','pk':'%d','data':{'room':'a'}}", other);
    }

    @Test
    void whatTheApplicationSendsAfterCommitWaitsForItAndIsNotSentIfItRollsBack() {
        assertThatThrownBy(() -> transaction(() -> {
            ws.afterCommit().publish("room", room, "lost");
            return fail();
        })).hasMessageContaining("on purpose");
        transaction(() -> {
            ws.afterCommit().publish("room", room, "kept");
            return ws.publish("room", room, "before");
        });
        alice.expectMessage("room", room, "\"before\"").expectMessage("room", room, "\"kept\"").expectNothingMore();
        await(() -> Uni.createFrom().voidItem().invoke(() -> ws.afterCommit().publish("room", room, "at once")));
        alice.expectMessage("room", room, "\"at once\"");
    }

    @Test
    void anEntityNamesItsChannelAndPk() {
        transaction(() -> room("a").invoke(created -> ws.afterCommit().publish(created, "hi")));
        alice.await("{\"channel\":\"room\",\"pk\":\"" + room + "\",\"message\":\"hi\"}");
    }

    @Test
    void theCommitOfAStatelessSessionCannotBeWaitedForAndItsRowsAreNotToldOf() {
        assertThatThrownBy(() -> await(() -> sessions.withStatelessTransaction((session, transaction) -> {
            ws.afterCommit().publish("room", room, "lost");
            return Uni.createFrom().voidItem();
        }))).isInstanceOf(IllegalStateException.class).hasMessageContaining("stateless");
        await(() -> sessions.withStatelessTransaction((session, transaction) -> session.insert(newRoom("a"))));
        alice.expectNothingMore();
    }

    private Uni<Room> room(String name) {
        return newRoom(name).persist();
    }

    private Uni<Room> flushed(String name) {
        return newRoom(name).persistAndFlush();
    }

    private Room newRoom(String name) {
        Room created = new Room();
        created.id = room;
        created.name = name;
        created.doorCode = "secret";
        return created;
    }

    private Uni<Room> room() {
        return Room.findById(room);
    }

    private static Uni<Visitor> visitor(long id) {
        Visitor visitor = new Visitor();
        visitor.id = id;
        visitor.token = "token " + id;
        return visitor.persist();
    }

    private static Uni<Shelf> shelf(long id, Room room) {
        Shelf shelf = new Shelf();
        shelf.id = id;
        shelf.name = "left";
        shelf.room = room;
        return shelf.persist();
    }

    private Uni<Book> book(long id, long shelf) {
        Book book = new Book();
        book.id = id;
        book.title = "Reactive";
        book.shelf = reference(Shelf.class, shelf);
        return book.persist();
    }

    private static Uni<Label> label(long id, Room room) {
        Label label = new Label();
        label.id = id;
        label.room = room;
        return label.persist();
    }

    private <T> T reference(Class<T> type, long id) {
        return sessions.getCurrentSession().getReference(type, id);
    }

    private static <T> Uni<T> fail() {
        return Uni.createFrom().failure(new IllegalStateException("on purpose"));
    }

    private void expect(String event, long pk) {
        alice.expect("{\"channel\":\"room\",\"pk\":\"" + room + "\",\"message\":"
                + event.formatted(pk).replace('\'', '"') + "}");
    }
}
