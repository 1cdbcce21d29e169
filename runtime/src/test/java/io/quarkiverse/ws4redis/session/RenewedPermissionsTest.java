package io.quarkiverse.ws4redis.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.dispatch.DispatchRegistry;
import io.quarkiverse.ws4redis.dispatch.Execution;
import io.quarkiverse.ws4redis.session.TestChannel.Permission;

/** A connection that authenticates again as who it is, and what becomes of its subscriptions. Real Redis. */
class RenewedPermissionsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String AUTH = "{\"action\":\"auth\",\"kind\":\"member\",\"token\":\"alice\"}";

    private final Map<String, WsCredentials> people = new ConcurrentHashMap<>(TestApplication.PEOPLE);
    private final AtomicInteger questions = new AtomicInteger();
    private SessionNode node;
    private Peer alice;

    @BeforeEach
    void subscribe() {
        TestChannel vault = new TestChannel("vault", 0, new Permission(Execution.EVENT_LOOP, (who, message) -> {
            questions.incrementAndGet();
            return who.meta().isEmpty();
        }), null, false, Map.of());
        node = new SessionNode(Map.of(), new DispatchRegistry(List.of(vault),
                List.of(TestApplication.authenticator(WsCredentials.MEMBER, people))));
        alice = node.open("events");
        alice.send(AUTH);
        alice.send("{\"action\":\"subscribe\",\"channel\":\"vault\",\"pk\":\"1\"}");
        node.settle();
        alice.received();
        assertThat(questions).hasValue(1);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void whereNothingHasChangedNothingIsAsked() {
        alice.send(AUTH);
        node.settle();
        assertThat(alice.received()).isEmpty();
        assertThat(questions).hasValue(1);
    }

    @Test
    void whatIsNotPermittedToTheNewerCredentialsEnds() {
        people.computeIfPresent("alice", (name, who) -> who.meta(Map.of("plan", "none")));
        alice.send(AUTH);
        List<String> received = new ArrayList<>();
        await().atMost(PATIENCE).untilAsserted(() -> {
            received.addAll(alice.received());
            assertThat(received).containsExactly(
                    "{\"channel\":\"vault\",\"message\":{\"error\":\"subscribe permission denied\",\"code\":403},"
                            + "\"action\":\"subscribe\",\"pk\":\"1\"}",
                    "{\"name\":\"unsubscribed\",\"channel\":\"vault\",\"status\":1,\"pk\":\"1\"}");
        });
        assertThat(questions).hasValue(2);
    }

    @Test
    void whatTheApplicationHasLoadedAgainIsAskedAbout() {
        people.computeIfPresent("alice", (name, who) -> who.instance(new Object()));
        alice.send(AUTH);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(questions).hasValue(2));
        alice.send(AUTH);
        node.settle();
        assertThat(questions).hasValue(2);
        assertThat(alice.received()).isEmpty();
    }
}
