package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import io.quarkiverse.ws4redis.client.Channel;
import io.quarkiverse.ws4redis.client.ChannelEvent;
import io.quarkiverse.ws4redis.client.ChannelStatus;
import io.quarkiverse.ws4redis.client.ConnectionState.Status;
import io.quarkiverse.ws4redis.client.Position;
import io.quarkiverse.ws4redis.client.Token;
import io.quarkiverse.ws4redis.client.TokenReason;
import io.quarkiverse.ws4redis.client.TokenSupplier;
import io.quarkiverse.ws4redis.client.Ws4RedisClient;
import io.quarkiverse.ws4redis.client.Ws4RedisClientBuilder;
import io.quarkiverse.ws4redis.client.Ws4RedisException;
import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.quarkiverse.ws4redis.test.faults.BreakableLink;
import io.quarkiverse.ws4redis.test.nodes.WsTestNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/** The Java client, against a node to which its link breaks. Each test has a pk of its own. */
class JavaClientIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Vertx VERTX = Vertx.vertx();

    private static RedisProcess redis;
    private static WsTestNode node;
    private static BreakableLink link;

    private final List<Ws4RedisClient> clients = new CopyOnWriteArrayList<>();
    private final List<TokenReason> reasons = new CopyOnWriteArrayList<>();
    private String pk;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start(0);
        node = Nodes.start("node-java-client", redis);
        link = BreakableLink.to(node.ws().getPort());
    }

    @AfterAll
    static void stop() {
        link.close();
        node.close();
        redis.close();
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void ownPk(TestInfo test) {
        pk = test.getTestMethod().orElseThrow().getName();
    }

    @AfterEach
    void close() {
        clients.forEach(Ws4RedisClient::close);
        link.heal();
    }

    @Test
    void whoGoesOfflineComesBackWithoutAHole() {
        Ws4RedisClient client = connected(member(7));
        Channel<Integer> journal = client.channel("journal", pk, Integer.class);
        List<ChannelEvent<Integer>> events = follow(journal);
        journal.subscribe().await().atMost(PATIENCE);
        publish("journal", 1, 3);
        await().atMost(PATIENCE).until(() -> messages(events).size() == 3);
        link.cut();
        awaitState(client, Status.WAITING);
        publish("journal", 4, 6);
        link.heal();
        await().atMost(PATIENCE).until(() -> messages(events).size() == 6);
        publish("journal", 7, 7);
        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(messages(events)).containsExactly(1, 2, 3, 4, 5, 6, 7));
        assertThat(events).noneMatch(ChannelEvent.Reload.class::isInstance);
        assertThat(events).filteredOn(ChannelEvent.Subscribed.class::isInstance).hasSizeGreaterThan(1);
        assertThat(reasons).hasSizeGreaterThan(1).containsOnly(TokenReason.CONNECT);
        assertThat(positions(events)).last().satisfies(position -> assertThat(position.offset()).isEqualTo(7));
    }

    @Test
    void whenTheNodeLosesRedisAChannelWithoutHistoryHasOneReload() {
        Ws4RedisClient client = connected(member(7));
        Channel<Integer> journal = client.channel("journal", pk, Integer.class);
        Channel<Integer> chat = client.channel("chat", pk, Integer.class);
        List<ChannelEvent<Integer>> kept = follow(journal);
        List<ChannelEvent<Integer>> passing = follow(chat);
        Uni.join().all(journal.subscribe(), chat.subscribe()).andFailFast().await().atMost(PATIENCE);
        assertThat(redis.send("CLIENT KILL TYPE pubsub")).startsWith(":");
        await().atMost(PATIENCE).until(() -> passing.stream().anyMatch(ChannelEvent.Reload.class::isInstance));
        journal.publish(1).await().atMost(PATIENCE);
        chat.publish(1).await().atMost(PATIENCE);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(messages(kept)).containsExactly(1);
            assertThat(messages(passing)).containsExactly(1);
        });
        assertThat(passing).filteredOn(ChannelEvent.Reload.class::isInstance).hasSize(1);
        assertThat(kept).noneMatch(ChannelEvent.Reload.class::isInstance);
    }

    @Test
    void aDeadLinkIsNoticed() {
        Ws4RedisClient client = connected(member(7));
        link.freeze();
        awaitState(client, Status.WAITING);
        link.heal();
        awaitState(client, Status.CONNECTED);
    }

    @Test
    void aConnectionThatWasReplacedEndsAndBeginsAgainOnlyWhenItIsTold() {
        TokenSupplier terminal = reason -> Uni.createFrom().item(Token.of("terminal", "tok-100"));
        Ws4RedisClient older = connected(terminal);
        connected(terminal);
        awaitState(older, Status.ENDED);
        assertThat(older.state().end().orElseThrow().code()).isEqualTo(4003);
        assertThatThrownBy(() -> older.channel("chat", 5, Integer.class).publish(1).await().atMost(PATIENCE))
                .isInstanceOfSatisfying(Ws4RedisException.class,
                        e -> assertThat(e.reason()).isEqualTo(Ws4RedisException.Reason.ENDED));
        older.connect();
        awaitState(older, Status.CONNECTED);
    }

    @Test
    void aTokenIsRenewedOnTheConnectionBeforeItExpires() {
        Instant expiry = Instant.now().plusSeconds(10);
        Ws4RedisClient client = connected(reason -> {
            reasons.add(reason);
            return Uni.createFrom().item(Token.jwt(reason == TokenReason.CONNECT
                    ? Tokens.of(7, Duration.between(Instant.now(), expiry))
                    : Tokens.of(7)));
        });
        String connection = client.state().identity().orElseThrow().connection();
        await().atMost(PATIENCE).until(() -> Instant.now().isAfter(expiry.plusSeconds(2)));
        client.channel("chat", pk, Integer.class).publish(1).await().atMost(PATIENCE);
        assertThat(client.state().identity().orElseThrow().connection()).isEqualTo(connection);
        assertThat(reasons).containsExactly(TokenReason.CONNECT, TokenReason.RENEW);
    }

    @Test
    void aTokenThatIsRefusedIsAskedForOnceMoreAndThenItEnds() {
        Ws4RedisClient client = client(reason -> {
            reasons.add(reason);
            return Uni.createFrom().item(Token.jwt(Tokens.withWrongKey(7)));
        }).build();
        clients.add(client);
        client.connect();
        awaitState(client, Status.ENDED);
        assertThat(client.state().end().orElseThrow().code()).isEqualTo(401);
        assertThat(reasons).containsExactly(TokenReason.CONNECT, TokenReason.REFUSED);
    }

    @Test
    void requestsAreAnsweredOrSayWhyNot() {
        Ws4RedisClient client = connected(member(7));
        Channel<Integer> journal = client.channel("journal", pk, Integer.class);
        journal.subscribe().await().atMost(PATIENCE);
        assertThat(journal.publish(5).await().atMost(PATIENCE).offset()).hasValue(1);
        assertThat(journal.history(10).await().atMost(PATIENCE).messages()).extracting("offset", "message")
                .containsExactly(tuple(1L, 5));
        assertThat(journal.historySince(1, 10).await().atMost(PATIENCE).messages()).isEmpty();
        assertThat(client.channel("group", 2, Integer.class).call("status", Map.of("status", "blue"), String.class)
                .await().atMost(PATIENCE)).isEqualTo("blue");
        Channel<Integer> lounge = client.channel("lounge", 77, Integer.class);
        lounge.subscribe().await().atMost(PATIENCE);
        assertThat(lounge.presence().await().atMost(PATIENCE).members()).extracting("uuid").containsExactly("alice");
        Channel<Integer> foreign = client.channel("group", 4, Integer.class);
        List<ChannelEvent<Integer>> events = follow(foreign);
        assertThatThrownBy(() -> foreign.subscribe().await().atMost(PATIENCE)).isInstanceOfSatisfying(
                Ws4RedisException.class, e -> assertThat(e.code()).isEqualTo(403));
        assertThat(foreign.status()).isEqualTo(ChannelStatus.REFUSED);
        await().atMost(PATIENCE).until(() -> events.stream().anyMatch(ChannelEvent.Refused.class::isInstance));
    }

    @Test
    void withoutAConnectionSomeRequestsWait() {
        Ws4RedisClient client = client(member(7)).queue(1).build();
        clients.add(client);
        Channel<Integer> chat = client.channel("chat", pk, Integer.class);
        List<Integer> receivers = new CopyOnWriteArrayList<>();
        chat.publish(1).subscribe().with(published -> receivers.add(published.receivers()));
        assertThatThrownBy(() -> chat.publish(2).await().atMost(PATIENCE)).hasMessage("too many requests wait");
        assertThat(receivers).isEmpty();
        client.connect();
        await().atMost(PATIENCE).until(() -> receivers.size() == 1);
    }

    private TokenSupplier member(long user) {
        return reason -> {
            reasons.add(reason);
            return Uni.createFrom().item(Token.jwt(Tokens.of(user)));
        };
    }

    private static Ws4RedisClientBuilder client(TokenSupplier token) {
        return Ws4RedisClient.builder(VERTX, URI.create("ws://127.0.0.1:" + link.port() + "/ws")).token(token)
                .backoff(Duration.ofMillis(50), Duration.ofMillis(500))
                .heartbeat(Duration.ofSeconds(1), Duration.ofSeconds(5));
    }

    private Ws4RedisClient connected(TokenSupplier token) {
        Ws4RedisClient client = client(token).build();
        clients.add(client);
        client.connect();
        awaitState(client, Status.CONNECTED);
        return client;
    }

    private static void awaitState(Ws4RedisClient client, Status status) {
        client.states().filter(state -> state.status() == status).toUni().await().atMost(PATIENCE);
    }

    private static <T> List<ChannelEvent<T>> follow(Channel<T> channel) {
        List<ChannelEvent<T>> events = new CopyOnWriteArrayList<>();
        channel.events().subscribe().with(events::add);
        return events;
    }

    private static <T> List<T> messages(List<ChannelEvent<T>> events) {
        return events.stream().filter(ChannelEvent.Message.class::isInstance)
                .map(event -> ((ChannelEvent.Message<T>) event).message()).toList();
    }

    private static <T> List<Position> positions(List<ChannelEvent<T>> events) {
        return events.stream().filter(ChannelEvent.Message.class::isInstance)
                .flatMap(event -> ((ChannelEvent.Message<T>) event).position().stream()).toList();
    }

    private void publish(String channel, int from, int to) {
        IntStream.rangeClosed(from, to)
                .forEach(i -> node.post("/server/publish?channel=" + channel + "&pk=" + pk, Integer.toString(i)));
    }
}
