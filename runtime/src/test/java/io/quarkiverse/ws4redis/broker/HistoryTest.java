package io.quarkiverse.ws4redis.broker;

import static io.quarkiverse.ws4redis.broker.TestNode.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.interop.Copy;
import io.quarkiverse.ws4redis.protocol.Position;
import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/** The scripts of topics with history, in a real Redis. */
class HistoryTest {

    private static final String TOPIC = "ws4redis:{room:3:events}";
    private static final String HEAD = "{\"channel\":\"room\",\"pk\":\"3\",\"message\":";
    private static final Retention THREE = new Retention(3, Duration.ofHours(1));

    private RedisProcess redis;
    private TestNode node;
    private History history;

    @BeforeEach
    void start() {
        redis = RedisProcess.start(0);
        node = new TestNode(redis.url());
        history = node.history;
    }

    @AfterEach
    void stop() {
        node.broker.stop();
        redis.close();
    }

    @Test
    void aMessageIsCountedKeptAndPublishedAsAFrame() {
        get(node.broker.subscribe(TOPIC));
        Position start = get(history.missed(TOPIC, THREE, null)).position();
        assertThat(start.offset()).isZero();
        assertThat(start.epoch()).matches("[0-9a-f]{16}");
        assertThat(publish("\"gr\u00fc\u00dfe\"")).isEqualTo(new Published(1, 1));
        assertThat(publish("{\"n\":2}")).isEqualTo(new Published(1, 2));
        await().until(() -> node.received.size() == 2);
        assertThat(node.received.get(0)).endsWith(start.epoch() + HEAD + "\"gr\u00fc\u00dfe\",\"offset\":1}");
        assertThat(get(history.missed(TOPIC, THREE, start))).isEqualTo(new Missed(new Position(start.epoch(), 2), true,
                List.of(Buffer.buffer("\"gr\u00fc\u00dfe\""), Buffer.buffer("{\"n\":2}"))));
    }

    @Test
    void aTraceGoesWithTheMessageAndIsNotKept() {
        get(node.broker.subscribe(TOPIC));
        Position start = get(history.missed(TOPIC, THREE, null)).position();
        get(history.publish(TOPIC, HEAD, "1", THREE, null, "00-1-2-01", null));
        await().until(() -> node.received.size() == 1);
        assertThat(node.received.get(0)).startsWith(TOPIC + "=W4\2\1")
                .endsWith(start.epoch() + "00-1-2-01\n" + HEAD + "1,\"offset\":1}");
        assertThat(get(history.missed(TOPIC, THREE, start)).messages()).containsExactly(Buffer.buffer("1"));
    }

    @Test
    void whatRedisDoesNotKeepIsNotCounted() {
        publish(1);
        command(Command.SET, TOPIC + ":stream", "of somebody else");
        assertThatThrownBy(() -> publish(2)).hasMessageContaining("WRONGTYPE");
        command(Command.DEL, TOPIC + ":stream");
        assertThat(publish(2).offset()).isEqualTo(2);
    }

    @Test
    void onlySoManyMessagesAreKeptAndWhoComesTooLateGetsNone() {
        Position start = get(history.missed(TOPIC, THREE, null)).position();
        for (int i = 1; i <= 5; i++) {
            publish(i);
        }
        assertThat(get(history.missed(TOPIC, THREE, at(start, 1))).complete()).isFalse();
        assertThat(get(history.missed(TOPIC, THREE, at(start, 2))).messages()).hasSize(3);
        assertThat(get(history.missed(TOPIC, THREE, at(start, 5)))).isEqualTo(new Missed(at(start, 5), true, List.of()));
        assertThat(get(history.missed(TOPIC, THREE, at(start, 6))).complete()).isFalse();
        assertThat(get(history.missed(TOPIC, THREE, new Position("of another time", 4))).complete()).isFalse();
    }

    @Test
    void aMissingMessageIsNotPassedOver() {
        Position start = get(history.missed(TOPIC, THREE, null)).position();
        for (int i = 1; i <= 3; i++) {
            publish(i);
        }
        command(Command.XDEL, TOPIC + ":stream", "2-0");
        assertThat(get(history.missed(TOPIC, THREE, start)).complete()).isFalse();
        assertThat(get(history.missed(TOPIC, THREE, at(start, 2))).complete()).isTrue();
        command(Command.DEL, TOPIC + ":stream");
        assertThat(get(history.missed(TOPIC, THREE, at(start, 2))).complete()).isFalse();
        assertThat(publish(4).offset()).isEqualTo(4);
        assertThat(get(history.missed(TOPIC, THREE, at(start, 2))).complete()).isFalse();
        assertThat(get(history.missed(TOPIC, THREE, at(start, 3))).complete()).isTrue();
    }

    @Test
    void moreThanAConnectionTakesIsNotRead() {
        Retention many = new Retention(1000, Duration.ofHours(1));
        Position start = get(history.missed(TOPIC, many, null)).position();
        String large = "\"" + "x".repeat(50_000) + "\"";
        for (int i = 0; i < 100; i++) {
            get(history.publish(TOPIC, HEAD, large, many, null, null, null));
        }
        assertThat(get(history.missed(TOPIC, many, start)).complete()).isFalse();
        assertThat(get(history.missed(TOPIC, many, at(start, 95))).messages()).hasSize(5);
        List<Page.Stored> page = get(history.page(TOPIC, many, null, 50)).messages();
        assertThat(page).hasSizeBetween(5, 30);
        assertThat(page.get(page.size() - 1).offset()).isEqualTo(100);
        assertThat(get(history.page(TOPIC, many, 0L, 50)).messages().get(0).offset()).isEqualTo(1);
    }

    @Test
    void storedMessagesAreReadInPages() {
        for (int i = 1; i <= 5; i++) {
            publish(i);
        }
        assertThat(get(history.page(TOPIC, THREE, null, 2)).messages())
                .containsExactly(new Page.Stored(4, "4"), new Page.Stored(5, "5"));
        assertThat(get(history.page(TOPIC, THREE, 0L, 2)).messages())
                .containsExactly(new Page.Stored(3, "3"), new Page.Stored(4, "4"));
        Page last = get(history.page(TOPIC, THREE, 4L, 2));
        assertThat(last.messages()).containsExactly(new Page.Stored(5, "5"));
        assertThat(last.position().offset()).isEqualTo(5);
        assertThat(get(history.page(TOPIC, THREE, 999_999_999_999_999L, 2)).messages()).isEmpty();
    }

    @Test
    void thePositionOutlivesTheMessages() {
        publish(1);
        long messages = command(Command.PTTL, TOPIC + ":stream").toLong();
        long position = command(Command.PTTL, TOPIC + ":position").toLong();
        assertThat(messages).isBetween(1L, Duration.ofHours(1).toMillis());
        assertThat(position).isGreaterThan(messages);
    }

    @Test
    void aKeyIsPublishedOnce() {
        get(node.broker.subscribe(TOPIC));
        Published first = get(history.publish(TOPIC, HEAD, "1", THREE, "k", null, null));
        assertThat(publish(2).offset()).isEqualTo(2);
        assertThat(get(history.publish(TOPIC, HEAD, "3", THREE, "k", null, null))).isEqualTo(first)
                .isEqualTo(new Published(1, 1));
        assertThat(get(history.publish(TOPIC, HEAD, "4", THREE, "other", null, null)).offset()).isEqualTo(3);
        assertThat(get(history.publishOnce(TOPIC, Buffer.buffer("x"), "plain", null))).isEqualTo(new Published(1, 0));
        get(node.broker.subscribe("elsewhere"));
        assertThat(get(history.publishOnce(TOPIC, Buffer.buffer("y"), "plain", null))).isEqualTo(new Published(1, 0));
        await().until(() -> node.received.size() == 4);
        assertThat(command(Command.PTTL, TOPIC + ":once:k").toLong()).isPositive();
    }

    @Test
    void whatMayNotBePublishedIsStoredOnceHoweverOftenItIsTried() {
        command(Command.ACL, "SETUSER", "default", "resetchannels", "&ws4redis:*");
        Copy copy = new Copy("shop:room", "copy");
        assertThatThrownBy(() -> get(history.publish(TOPIC, HEAD, "1", THREE, "k", null, copy)))
                .hasCauseInstanceOf(RefusedCommandException.class)
                .extracting(e -> ((LinkDownException) e.getCause()).isFaultOfCommand()).isEqualTo(false);
        assertThat(get(history.publish(TOPIC, HEAD, "1", THREE, "k", null, copy)).offset()).isEqualTo(1);
        assertThat(get(history.missed(TOPIC, THREE, null)).position().offset()).isEqualTo(1);
    }

    @Test
    void whatCannotBeRememberedIsNotPublished() {
        get(node.broker.subscribe(TOPIC));
        command(Command.CONFIG, "SET", "maxmemory", "1");
        assertThatThrownBy(() -> get(history.publishOnce(TOPIC, Buffer.buffer("x"), "k", null))).hasMessageContaining("OOM");
        command(Command.CONFIG, "SET", "maxmemory", "0");
        assertThat(get(history.publishOnce(TOPIC, Buffer.buffer("y"), "k", null))).isEqualTo(new Published(1, 0));
        await().until(() -> !node.received.isEmpty());
        assertThat(node.received).containsExactly(TOPIC + "=y");
    }

    @Test
    void aServerThatWasStartedAgainBeginsAnEpoch() {
        publish(1);
        Position before = get(history.missed(TOPIC, THREE, null)).position();
        // As if a replica had taken over with all that the former master had.
        command(Command.HSET, TOPIC + ":position", "server", "the former master");
        assertThat(publish(2).offset()).isEqualTo(1);
        Missed after = get(history.missed(TOPIC, THREE, before));
        assertThat(after.complete()).isFalse();
        assertThat(after.position().epoch()).isNotEqualTo(before.epoch());
        assertThat(get(history.page(TOPIC, THREE, null, 10)).messages()).containsExactly(new Page.Stored(1, "2"));
    }

    @Test
    void aRedisThatForgetsTheScriptsGetsThemAgain() {
        publish(1);
        command(Command.SCRIPT, "FLUSH");
        assertThat(publish(2).offset()).isEqualTo(2);
    }

    @Test
    void redisKnowsThePublishScriptBeforeTheFirstPublish() throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-1")
                .digest(new Script("pubsub", "epoch", "publish").text().getBytes(StandardCharsets.UTF_8));
        assertThat(command(Command.SCRIPT, "EXISTS", HexFormat.of().formatHex(digest)).get(0).toInteger()).isOne();
    }

    @Test
    void theServerAtTheOtherEndIsKnown() {
        publish(1);
        String server = command(Command.HGET, node.keys.position(TOPIC), "server").toString();
        assertThat(command(Command.INFO, "server").toString()).contains("run_id:" + server);
        assertThat(ServerCheck.runId("# Server\r\nredis_version:7\r\n")).isEqualTo(ServerCheck.UNKNOWN);
    }

    private Published publish(Object message) {
        return get(history.publish(TOPIC, HEAD, message.toString(), THREE, null, null, null));
    }

    private static Position at(Position start, long offset) {
        return new Position(start.epoch(), offset);
    }

    private Response command(Command command, String... arguments) {
        Request request = Request.cmd(command);
        for (String argument : arguments) {
            request.arg(argument);
        }
        return get(node.broker.redis().send("", request));
    }
}
