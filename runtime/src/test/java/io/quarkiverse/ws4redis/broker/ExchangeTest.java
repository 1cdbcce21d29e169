package io.quarkiverse.ws4redis.broker;

import static io.quarkiverse.ws4redis.broker.TestNode.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.interop.Copy;
import io.quarkiverse.ws4redis.interop.Interop;
import io.quarkiverse.ws4redis.protocol.Frames;
import io.quarkiverse.ws4redis.protocol.Payload;
import io.quarkiverse.ws4redis.protocol.Topic;
import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;

/** What two nodes make of their own messages and those of Django workers, over a real Redis. */
class ExchangeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Topic TOPIC = new Topic("events", "chat", "5");
    private static final String OURS = "ws4redis:{chat:5:events}";
    private static final String THEIRS = "None:chat:5:events";
    private static final Retention RETENTION = new Retention(10, Duration.ofHours(1));

    private RedisProcess redis;
    private TestNode a;
    private TestNode b;
    private Interop interop;

    @BeforeEach
    void start() {
        redis = RedisProcess.start(0);
        a = new TestNode(redis.url(), Map.of("quarkus.ws4redis.interop.enabled", "true"));
        b = new TestNode(redis.url(), Map.of("quarkus.ws4redis.interop.enabled", "true"));
        interop = new Interop(a.config, a.metrics);
        get(a.broker.subscribe(OURS));
        get(b.broker.subscribe(OURS));
    }

    @AfterEach
    void stop() {
        a.stop();
        b.stop();
        redis.close();
    }

    @Test
    void aMessageOfOursComesOnceToEachNode() {
        publish(a, "{\"n\":1}", null);
        publish(b, "\"2\\u0020two\"", "key");
        publish(b, "\"2\\u0020two\"", "key");
        publish(a, "3", null);
        store(a, "{\"n\":4}");
        store(b, "\"five\"");
        publish(b, "\"six\"", null);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(messages(a)).containsExactly("{\"n\":1}", "\"2\\u0020two\"", "3", "{\"n\":4},\"offset\":1",
                    "\"five\",\"offset\":2", "\"six\"");
            assertThat(messages(b)).isEqualTo(messages(a));
        });
    }

    @Test
    void aMessageOfDjangosComesOnceToEachNodeEvenIfItRepeatsOurs() {
        publish(a, "\"same\"", null);
        django("same");
        django("same");
        publish(b, "{\"n\":1}", null);
        django("{\"n\":1}");
        django("{\"n\": 2}");
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(messages(a)).containsExactly("\"same\"", "\"same\"", "\"same\"", "{\"n\":1}", "{\"n\":1}", "{\"n\": 2}");
            assertThat(messages(b)).isEqualTo(messages(a));
        });
    }

    @Test
    void whatClientsCannotReadIsLeftOut() {
        django("{\"n\": NaN}");
        django("x".repeat(64 * 1024 + 1));
        get(a.broker.redis().send(THEIRS,
                Request.cmd(Command.PUBLISH).arg(THEIRS).arg(Buffer.buffer(new byte[]{(byte) 0xff}))));
        django("good");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(messages(a)).containsExactly("\"good\""));
    }

    @Test
    void aMessageThatDjangoCannotBeGivenIsNotTakenForOneThatItGot() {
        publish(a, "5", null);
        django("5");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(messages(b)).containsExactly("5", "\"5\""));
    }

    @Test
    void theReceiversAreTheNodesOrThoseOfDjangoIfTheyAreMore() {
        assertThat(publish(a, "\"x\"", null).receivers()).isEqualTo(2);
        assertThat(redis.send("PUBSUB NUMSUB " + OURS + " " + THEIRS)).contains(":2", ":2");
    }

    @Test
    void aLostLinkIsAGapOfOurTopicAndAfterItBothAreFollowedAgain() {
        redis.send("CLIENT KILL TYPE pubsub");
        await().atMost(PATIENCE).until(() -> List.of(OURS).equals(b.gaps) && List.of(OURS).equals(b.restored)
                && b.broker.available() && a.broker.available());
        django("back");
        publish(a, "\"too\"", null);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(messages(b)).containsExactly("\"back\"", "\"too\""));
    }

    @Test
    void aCopyThatWasLostWithTheLinkIsNotWaitedForAfterIt() {
        get(a.broker.publish(OURS, Payload.of(Frames.message("chat", "5", "\"same\""), null, true)));
        await().atMost(PATIENCE).until(() -> a.received.size() == 1 && b.received.size() == 1);
        redis.send("CLIENT KILL TYPE pubsub");
        await().atMost(PATIENCE).until(() -> List.of(OURS).equals(a.restored) && List.of(OURS).equals(b.restored)
                && b.broker.available() && a.broker.available());
        django("same");
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(messages(a)).containsExactly("\"same\"", "\"same\"");
            assertThat(messages(b)).isEqualTo(messages(a));
        });
    }

    @Test
    void whoIsGoneFollowsNeither() {
        a.broker.unsubscribe(OURS);
        b.broker.unsubscribe(OURS);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(redis.send("PUBSUB CHANNELS")).doesNotContain("chat"));
    }

    @Test
    void withoutALinkNothingIsFollowed() {
        redis.pause();
        await().atMost(PATIENCE).until(() -> !a.broker.available());
        assertThatThrownBy(() -> get(a.broker.subscribe("ws4redis:{chat:6:events}")))
                .hasCauseInstanceOf(LinkDownException.class);
        redis.resume();
        await().atMost(PATIENCE).until(a.broker::available);
        assertThat(redis.send("PUBSUB CHANNELS")).doesNotContain("chat:6");
    }

    @Test
    void otherTopicsAreNotFollowed() {
        get(a.broker.subscribe("ws4redis:{chat:5:lobby}"));
        assertThat(redis.send("PUBSUB CHANNELS None*")).doesNotContain("lobby");
        assertThat(a.broker.isExchanged("ws4redis:{chat:5:lobby}")).isFalse();
        assertThat(a.broker.isExchanged(OURS)).isTrue();
    }

    private Published publish(TestNode node, String json, String key) {
        Copy copy = interop.copy(TOPIC, json);
        Buffer payload = Payload.of(Frames.message("chat", "5", json), null, copy != null);
        return get(key == null && copy == null
                ? node.broker.publish(OURS, payload)
                : node.history.publishOnce(OURS, payload, key, copy));
    }

    private void store(TestNode node, String json) {
        get(node.history.publish(OURS, Frames.messageHead("chat", "5"), json, RETENTION, null, null,
                interop.copy(TOPIC, json)));
    }

    private void django(String text) {
        get(a.broker.redis().send(THEIRS, Request.cmd(Command.PUBLISH).arg(THEIRS).arg(text)));
    }

    /** {@return what a node received, from the message on} */
    private static List<String> messages(TestNode node) {
        String head = Frames.messageHead("chat", "5");
        return node.received.stream().map(message -> {
            assertThat(message).startsWith(OURS + "=W4\1").contains(head).endsWith("}");
            return message.substring(message.indexOf(head) + head.length(), message.length() - 1);
        }).toList();
    }
}
