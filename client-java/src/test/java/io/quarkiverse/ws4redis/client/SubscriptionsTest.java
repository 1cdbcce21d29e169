package io.quarkiverse.ws4redis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** In one thread, in place of the event loop. */
class SubscriptionsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Ws4RedisException CLOSED = Ws4RedisException.of(Ws4RedisException.Reason.ENDED, "closed");

    private final Vertx vertx = Vertx.vertx();
    private final Loop loop = new Loop(vertx);
    private final Requests requests = new Requests(loop, 50);
    private final Subscriptions subscriptions = new Subscriptions(loop, requests, () -> {
    }, frame -> {
    });
    private final List<JsonNode> sent = new CopyOnWriteArrayList<>();

    @BeforeEach
    void connect() {
        requests.opened(text -> sent.add(json(text)));
        subscriptions.ready();
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void whoSubscribesAgainAfterAnEndIsAnsweredWhenItIsRestored() {
        Subscription room = subscribed("room", "3");
        requests.end(CLOSED);
        subscriptions.lost();
        subscriptions.ended(CLOSED);
        requests.begin();
        Future<Void> before = subscriptions.subscribe(room, null);
        connect();
        assertThat(before.isComplete()).isFalse();
        subscriptions.frame(acknowledgement("room", "3"));
        assertThat(before.succeeded()).isTrue();
        assertThat(subscriptions.subscribe(room, null).succeeded()).isTrue();
    }

    @Test
    void whoSubscribesAgainAfterItWasRestoredIsAnsweredAtOnce() {
        Subscription room = subscribed("room", "3");
        subscriptions.lost();
        subscriptions.ended(CLOSED);
        connect();
        subscriptions.frame(acknowledgement("room", "3"));
        assertThat(subscriptions.subscribe(room, null).succeeded()).isTrue();
    }

    @Test
    void whatIsNotWantedAnyMoreBeforeItWasAskedForIsNotAskedFor() {
        List<Subscription> rooms = new ArrayList<>();
        for (int pk = 0; pk < 20; pk++) {
            rooms.add(subscriptions.get("room", Integer.toString(pk)));
            subscriptions.subscribe(rooms.get(pk), null);
        }
        subscriptions.unsubscribe(rooms.get(19));
        for (int i = 0; i < sent.size(); i++) {
            answer(sent.get(i));
        }
        assertThat(rooms.subList(0, 19)).extracting(Subscription::status).containsOnly(ChannelStatus.SUBSCRIBED);
        assertThat(sent).filteredOn(request -> request.path("pk").asText().equals("19"))
                .extracting(request -> request.path("action").asText()).containsExactly("unsubscribe");
    }

    @Test
    void aPersonalChannelThatTheServerHasEndedBeginsAnew() {
        subscriptions.personalSubscribed(acknowledgement("user", "alice"));
        subscriptions.frame(frame("{\"name\":\"unsubscribed\",\"channel\":\"user\",\"pk\":\"alice\"}"));
        assertThat(subscriptions.personal().status()).isEqualTo(ChannelStatus.REFUSED);
        assertThat(subscriptions.personalPosition()).isEqualTo(Optional.empty());
    }

    @Test
    void whatIsNotPermittedAnyMoreIsRefusedOnceAndNotAskedForAgain() {
        Subscription room = subscribed("room", "3");
        List<ChannelEvent<JsonNode>> events = eventsOf(room);
        subscriptions.frame(refusal(403));
        subscriptions.frame(unsubscribed());
        assertThat(events).hasSize(1).hasOnlyElementsOfType(ChannelEvent.Refused.class);
        assertThat(room.status()).isEqualTo(ChannelStatus.REFUSED);
        sent.clear();
        subscriptions.lost();
        connect();
        assertThat(sent).isEmpty();
    }

    @Test
    void whosePermissionTheServerCannotFindOutIsAskedForAgain() {
        Subscription room = subscribed("room", "3");
        List<ChannelEvent<JsonNode>> events = eventsOf(room);
        sent.clear();
        subscriptions.frame(refusal(503));
        subscriptions.frame(unsubscribed());
        assertThat(room.status()).isEqualTo(ChannelStatus.SUBSCRIBING);
        assertThat(events).isEmpty();
        await().atMost(Duration.ofSeconds(30)).until(() -> !sent.isEmpty());
        assertThat(sent.get(0).path("action").asText()).isEqualTo("subscribe");
    }

    @Test
    void theWholeChannelGoesOnWithoutThePkThatIsNotPermittedAnyMore() {
        Subscription whole = subscribed("room", null);
        subscriptions.frame(acknowledgement("room", "3"));
        List<ChannelEvent<JsonNode>> events = eventsOf(whole);
        subscriptions.frame(refusal(403));
        subscriptions.frame(unsubscribed());
        assertThat(events).hasSize(1).hasOnlyElementsOfType(ChannelEvent.Refused.class);
        assertThat(whole.status()).isEqualTo(ChannelStatus.SUBSCRIBED);
    }

    @Test
    void aChannelThatIsNotSubscribedToTakesNothingFromTheWholeOne() {
        Subscription whole = subscribed("journal", null);
        subscriptions.get("journal", "3");
        subscriptions
                .frame(frame("{\"name\":\"subscribed\",\"channel\":\"journal\",\"pk\":\"3\",\"epoch\":\"a\",\"offset\":1}"));
        assertThat(whole.entries()).extracting(entry -> entry.address().pk()).containsExactly("3", null);
    }

    @Test
    void whatMayHaveTakenEffectBeforeTheEndSaysSo() {
        requests.ready();
        Future<Frame> published = requests.request("publish", new Address("room", "3").fields(), RequestOptions.PUBLISH);
        requests.end(CLOSED);
        assertThat(published.cause()).isInstanceOfSatisfying(Ws4RedisException.class, e -> {
            assertThat(e.reason()).isEqualTo(Ws4RedisException.Reason.ENDED);
            assertThat(e.isUncertain()).isTrue();
        });
    }

    private Subscription subscribed(String channel, String pk) {
        Subscription subscription = subscriptions.get(channel, pk);
        Future<Void> answer = subscriptions.subscribe(subscription, null);
        if (pk != null) {
            subscriptions.frame(acknowledgement(channel, pk));
        }
        answer(sent.get(sent.size() - 1));
        assertThat(answer.succeeded()).isTrue();
        return subscription;
    }

    private void answer(JsonNode request) {
        assertThat(requests.answered(frame("{\"name\":\"ok\",\"id\":" + request.path("id") + "}"))).isTrue();
    }

    /** What happens to it from now on. */
    private List<ChannelEvent<JsonNode>> eventsOf(Subscription subscription) {
        List<ChannelEvent<JsonNode>> events = new CopyOnWriteArrayList<>();
        subscription.events.multi(() -> null, () -> null).subscribe().with(events::add);
        // It listens, and then asks for events, each in a turn of the loop.
        for (int turn = 0; turn < 2; turn++) {
            Promise<Void> done = Promise.promise();
            loop.run(done::complete);
            done.future().toCompletionStage().toCompletableFuture().join();
        }
        return events;
    }

    private static Frame refusal(int code) {
        return frame("{\"channel\":\"room\",\"message\":{\"error\":\"no\",\"code\":" + code
                + "},\"action\":\"subscribe\",\"pk\":\"3\"}");
    }

    private static Frame unsubscribed() {
        return frame("{\"name\":\"unsubscribed\",\"channel\":\"room\",\"status\":1,\"pk\":\"3\"}");
    }

    private static Frame acknowledgement(String channel, String pk) {
        return frame("{\"name\":\"subscribed\",\"channel\":\"" + channel + "\",\"pk\":\"" + pk + "\"}");
    }

    private static Frame frame(String text) {
        return new Frame(json(text));
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
