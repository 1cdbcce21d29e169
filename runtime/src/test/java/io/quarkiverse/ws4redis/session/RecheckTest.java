package io.quarkiverse.ws4redis.session;

import static io.quarkiverse.ws4redis.session.SessionNode.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.WsException;
import io.quarkiverse.ws4redis.WsMessage;
import io.quarkiverse.ws4redis.broker.ControlMessage;
import io.quarkiverse.ws4redis.dispatch.DispatchRegistry;
import io.quarkiverse.ws4redis.dispatch.Execution;
import io.quarkiverse.ws4redis.protocol.Topic;
import io.quarkiverse.ws4redis.session.TestChannel.Permission;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;

/** Permissions that change, with a doorman who answers when the test says so. Real Redis. */
class RecheckTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SUBSCRIBE = "{\"action\":\"subscribe\",\"channel\":\"vault\",\"pk\":\"1\"}";
    private static final String SUBSCRIBED = "{\"name\":\"subscribed\",\"channel\":\"vault\",\"status\":2,\"pk\":\"1\"}";
    private static final String DENIED = "{\"channel\":\"vault\",\"message\":{\"error\":\"subscribe permission denied\",\"code\":403},"
            + "\"action\":\"subscribe\",\"pk\":\"1\"}";
    private static final String UNSUBSCRIBED = "{\"name\":\"unsubscribed\",\"channel\":\"vault\",\"status\":1,\"pk\":\"1\"}";

    private final BlockingQueue<Question> questions = new LinkedBlockingQueue<>();
    private SessionNode node;
    private Peer alice;

    /** What the doorman was asked. */
    private record Question(String who, String pk, CompletableFuture<Object> answer) {

        void answer(Object value) {
            answer.complete(value);
        }

        void fail(Throwable failure) {
            answer.completeExceptionally(failure);
        }
    }

    @BeforeEach
    void start() {
        start(Map.of("recheck.concurrency", "2"));
    }

    private void start(Map<String, String> settings) {
        DispatchRegistry people = TestApplication.registry();
        TestChannel vault = new TestChannel("vault", 0, new Permission(Execution.EVENT_LOOP, this::ask), null, false,
                Map.of());
        node = new SessionNode(settings, new DispatchRegistry(List.of(vault),
                people.kinds().stream().map(kind -> people.authenticator(kind).get()).toList()));
        alice = open("alice");
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void whatIsNotPermittedAnyMoreEndsAndTheClientIsToldWhy() {
        subscribe(alice);
        node.changed("vault", "1");
        next().answer(false);
        assertThat(received(alice, 2)).containsExactly(DENIED, UNSUBSCRIBED);
        publish();
        assertThat(alice.received()).isEmpty();
    }

    @Test
    void whatIsStillPermittedGoesOnAndTheClientIsToldNothing() {
        subscribe(alice);
        node.changed("vault", "1");
        next().answer(List.of("1", "2"));
        publish();
        assertThat(alice.received()).containsExactly("{\"channel\":\"vault\",\"pk\":\"1\",\"message\":1}");
    }

    @Test
    void onlySubscribersOfThePkAreAskedAbout() {
        subscribe(alice);
        node.changed("vault", "2");
        node.changed("gallery", "1");
        node.tell(new ControlMessage.Recheck("member", "8"));
        assertThat(questions).isEmpty();
        node.tell(new ControlMessage.Recheck("member", "7"));
        next().answer(true);
        node.tell(new ControlMessage.RecheckAll());
        next().answer(true);
    }

    @Test
    void subscribersAreAskedAboutInWhateverFacility() {
        Peer elsewhere = open("alice", "elsewhere");
        subscribe(elsewhere);
        node.changed("vault", "1");
        next().answer(false);
        assertThat(received(elsewhere, 2)).containsExactly(DENIED, UNSUBSCRIBED);
    }

    @Test
    void aChangeWhileASubscriptionIsAskedForIsAskedAboutBeforeItCounts() {
        alice.send(SUBSCRIBE);
        Question before = next();
        node.changed("vault", "1");
        before.answer(true);
        next().answer(false);
        assertThat(received(alice, 1)).containsExactly(DENIED);
        publish();
        assertThat(alice.received()).isEmpty();
    }

    @Test
    void aSubscriptionIsGrantedByAnAnswerThatIsYoungerThanTheChange() {
        alice.send(SUBSCRIBE);
        Question before = next();
        node.tell(new ControlMessage.Recheck("member", "7"));
        before.answer(true);
        next().answer(true);
        assertThat(received(alice, 1)).containsExactly(SUBSCRIBED);
    }

    @Test
    void whoComesWhilePermissionsDoNotCeaseToChangeMayTryAgainLater() {
        alice.send(SUBSCRIBE);
        for (int i = 0; i < 3; i++) {
            Question question = next();
            node.changed("vault", "1");
            question.answer(true);
        }
        assertThat(received(alice, 1).get(0)).contains("\"code\":503", "\"pk\":\"1\"");
    }

    @Test
    void aGrantThatIsOlderThanAnotherChangeIsAskedForOnceMore() {
        subscribe(alice);
        node.changed("vault", "1");
        Question old = next();
        node.changed("vault", "1");
        node.changed("vault", "1");
        assertThat(questions).isEmpty();
        old.answer(true);
        next().answer(false);
        assertThat(received(alice, 2)).containsExactly(DENIED, UNSUBSCRIBED);
        assertThat(questions).isEmpty();
    }

    @Test
    void aDenialCountsWhateverChangesMeanwhile() {
        subscribe(alice);
        node.changed("vault", "1");
        Question question = next();
        node.changed("vault", "1");
        question.answer(false);
        assertThat(received(alice, 2)).containsExactly(DENIED, UNSUBSCRIBED);
    }

    @Test
    void noMoreThanSoManyAreAskedAtTheSameTime() {
        List<Peer> peers = new ArrayList<>(List.of(alice));
        for (int i = 0; i < 4; i++) {
            peers.add(open("alice"));
        }
        peers.forEach(this::subscribe);
        node.changed("vault", "1");
        for (int left = 5; left > 0; left--) {
            await().atMost(PATIENCE).until(() -> !questions.isEmpty());
            get(Future.join(peers.stream().map(Peer::looped).toList()));
            assertThat(questions.size()).isLessThanOrEqualTo(2);
            next().answer(false);
        }
        peers.forEach(peer -> assertThat(received(peer, 2)).containsExactly(DENIED, UNSUBSCRIBED));
    }

    @Test
    void aRequestThatTakesItsTimeDoesNotHoldUpARevocation() {
        subscribe(alice);
        alice.send(SUBSCRIBE.replace("\"1\"", "\"2\""));
        Question slow = next();
        node.changed("vault", "1");
        next().answer(false);
        assertThat(received(alice, 2)).containsExactly(DENIED, UNSUBSCRIBED);
        slow.answer(true);
        assertThat(received(alice, 1)).containsExactly(SUBSCRIBED.replace("\"pk\":\"1\"", "\"pk\":\"2\""));
    }

    @Test
    void whatTheClientHasLeftMeanwhileIsNotEndedOnceMore() {
        subscribe(alice);
        node.changed("vault", "1");
        Question question = next();
        alice.send(SUBSCRIBE.replace("subscribe", "unsubscribe"));
        assertThat(received(alice, 1)).containsExactly(UNSUBSCRIBED);
        question.answer(false);
        publish();
        assertThat(alice.received()).isEmpty();
    }

    @Test
    void anAnswerAboutASubscriptionDoesNotCountForOneThatWasMadeAfterIt() {
        subscribe(alice);
        node.changed("vault", "1");
        Question old = next();
        alice.send(SUBSCRIBE.replace("subscribe", "unsubscribe"));
        assertThat(received(alice, 1)).containsExactly(UNSUBSCRIBED);
        subscribe(alice);
        old.answer(false);
        publish();
        assertThat(alice.received()).containsExactly("{\"channel\":\"vault\",\"pk\":\"1\",\"message\":1}");
    }

    @Test
    void whatCannotBeAskedIsNeitherGrantedNorRevokedButAskedAgain() {
        subscribe(alice);
        node.changed("vault", "1");
        next().fail(new IllegalStateException("the database is away"));
        publish();
        assertThat(received(alice, 1)).containsExactly("{\"channel\":\"vault\",\"pk\":\"1\",\"message\":1}");
        next().fail(new WsException(503, "later"));
        next().answer(false);
        assertThat(received(alice, 2)).containsExactly(DENIED, UNSUBSCRIBED);
    }

    @Test
    void aDenialCountsEvenIfItComesWhenItHasBeenAskedForAgain() {
        subscribe(alice);
        node.changed("vault", "1");
        Question late = next();
        Question again = next();
        late.answer(false);
        assertThat(received(alice, 2)).containsExactly(DENIED, UNSUBSCRIBED);
        again.answer(true);
        publish();
        assertThat(alice.received()).isEmpty();
    }

    @Test
    void whatCannotBeAskedForTooLongEndsAndMayBeAskedForAnew() {
        node.close();
        start(Map.of("recheck.patience", "0S"));
        subscribe(alice);
        node.changed("vault", "1");
        next().fail(new IllegalStateException("the database is away"));
        List<String> received = received(alice, 2);
        assertThat(received.get(0)).contains("\"code\":503", "\"action\":\"subscribe\"", "\"pk\":\"1\"");
        assertThat(received.get(1)).isEqualTo(UNSUBSCRIBED);
        subscribe(alice);
    }

    @Test
    void whatSomebodyHasIsAskedAboutAgainWhenTheyComeByAnotherName() {
        subscribe(alice);
        alice.send("{\"action\":\"auth\",\"kind\":\"member\",\"token\":\"ally\"}");
        next().answer(false);
        await().atMost(PATIENCE).until(() -> received(alice, 1).contains(UNSUBSCRIBED));
        assertThat(node.index.identity("member", "7")).hasSize(1);
    }

    @Test
    void theErrorThatTheApplicationHasChosenIsTold() {
        subscribe(alice);
        node.changed("vault", "1");
        next().fail(new WsException(410, "the vault is closed"));
        List<String> received = received(alice, 2);
        assertThat(received.get(0)).contains("\"error\":\"the vault is closed\",\"code\":410");
        assertThat(received.get(1)).isEqualTo(UNSUBSCRIBED);
    }

    @Test
    void aConnectionThatIsGoneIsNotAskedAbout() {
        Peer bob = open("bob");
        subscribe(alice);
        subscribe(bob);
        node.changed("vault", "1");
        Question first = next();
        Question second = next();
        alice.close();
        bob.close();
        node.settle();
        first.answer(false);
        second.fail(new IllegalStateException("the database is away"));
        node.tell(new ControlMessage.RecheckAll());
        assertThat(questions).isEmpty();
        assertThat(node.escaped).isEmpty();
    }

    private Object ask(WsCredentials who, WsMessage message) {
        Question question = new Question(who.toString(), message.pk(), new CompletableFuture<>());
        questions.add(question);
        return Uni.createFrom().completionStage(question.answer());
    }

    private Question next() {
        try {
            Question question = questions.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(question).as("a question").isNotNull();
            return question;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Peer open(String name) {
        return open(name, "events");
    }

    private Peer open(String name, String facility) {
        Peer peer = node.open(facility);
        peer.send("{\"action\":\"auth\",\"kind\":\"member\",\"token\":\"" + name + "\"}");
        node.settle();
        peer.received();
        return peer;
    }

    private void subscribe(Peer peer) {
        peer.send(SUBSCRIBE);
        next().answer(true);
        assertThat(received(peer, 1)).containsExactly(SUBSCRIBED);
    }

    private void publish() {
        get(node.publisher.publish(new Topic("events", "vault", "1"), "1", null));
        node.settle();
    }

    private static List<String> received(Peer peer, int count) {
        List<String> received = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            received.addAll(peer.received());
            return received.size() >= count;
        });
        return received;
    }
}
