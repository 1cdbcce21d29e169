package io.quarkiverse.ws4redis.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One connection, opened by {@link WsTestClients}. What is sent is sent as it is; every frame that comes is kept until it is looked at.
 *
 * <p>The {@code expect} methods look at the next frame, wait for it, and fail if it is another one. {@link #auth},
 * {@link #subscribe}, {@link #unsubscribe}, {@link #publish} and {@link #request} make requests with ids: they wait for the answer and leave
 * what comes in between to be looked at. All of them throw an {@link AssertionError} when nothing comes in time, and say what did.
 *
 * <p>To be used by one thread at a time.
 */
public final class WsTestClient implements AutoCloseable {

    /** The default of {@code quarkus.ws4redis.heartbeat}. */
    public static final String HEARTBEAT = "--heartbeat--";

    private final Inbox inbox;
    private final Wire wire;
    private final String heartbeat;
    private final AtomicInteger requests = new AtomicInteger();

    private WsTestClient(Inbox inbox, Wire wire, String heartbeat) {
        this.inbox = inbox;
        this.wire = wire;
        this.heartbeat = heartbeat;
    }

    static WsTestClient connect(Handshake handshake) {
        Inbox inbox = new Inbox(handshake.patience());
        return new WsTestClient(inbox, Wire.connect(handshake, inbox), handshake.heartbeat());
    }

    /**
     * Says who it is.
     *
     * @param kind the authenticator's, or {@code jwt}
     * @param token what it is proven by
     * @return this, authenticated; the acknowledgement of the personal channel is read
     */
    public WsTestClient auth(String kind, String token) {
        JsonNode identity = request("auth", Json.object().put("kind", kind).put("token", token));
        return acknowledged(Json.object().put("name", "subscribed").put("pk", identity.path("uuid").asText()));
    }

    /**
     * Subscribes, which must be granted.
     *
     * @param channel the channel
     * @param pk a number or a string; null for a channel without pks, or for all that the server grants
     * @return this; the acknowledgement is read
     */
    public WsTestClient subscribe(String channel, Object pk) {
        request("subscribe", on(channel, pk));
        return acknowledged(on(channel, pk == null ? null : pk.toString()).put("name", "subscribed"));
    }

    /**
     * Unsubscribes.
     *
     * @return this; the acknowledgement is read
     */
    public WsTestClient unsubscribe(String channel, Object pk) {
        request("unsubscribe", on(channel, pk));
        return acknowledged(on(channel, pk == null ? null : pk.toString()).put("name", "unsubscribed"));
    }

    /**
     * Publishes, which must be granted.
     *
     * @param channel the channel
     * @param pk a pk, or a collection of pks
     * @param message what becomes the message as JSON
     * @return this; if it is subscribed, the message comes to it, too
     */
    public WsTestClient publish(String channel, Object pk, Object message) {
        ObjectNode fields = on(channel, pk);
        fields.set("message", Json.of(message));
        request("publish", fields);
        return this;
    }

    /**
     * Makes a request, of which an id is sent along.
     *
     * @param action the action
     * @param fields its fields as a JSON object, a map or a record for example
     * @return the answer
     * @throws AssertionError if the answer is an error, which it names
     */
    public JsonNode request(String action, Object fields) {
        JsonNode answer = ask(action, fields);
        assertThat(answer.path("name").asText()).as("%s: %s", action, answer).isEqualTo("ok");
        return answer;
    }

    /**
     * Makes a request that must be refused with this code.
     *
     * @return this
     */
    public WsTestClient expectRefused(int code, String action, Object fields) {
        JsonNode answer = ask(action, fields);
        assertThat(answer.at("/message/code").asInt()).as("%s: %s", action, answer).isEqualTo(code);
        return this;
    }

    /**
     * Sends this as a text message.
     *
     * @return this, when it has been written
     */
    public WsTestClient send(String text) {
        wire.send(text);
        return this;
    }

    /** Sends this as a text message without waiting, also into a connection that is about to be closed. */
    public void write(String text) {
        wire.write(text);
    }

    /**
     * Sends this as a binary message.
     *
     * @return this
     */
    public WsTestClient sendBinary(byte[] bytes) {
        wire.writeBinary(bytes);
        return this;
    }

    /**
     * Sends a ping with this.
     *
     * @return this
     */
    public WsTestClient ping(String text) {
        wire.ping(text);
        return this;
    }

    /** {@return the next frame} */
    public WsTestFrame nextFrame() {
        return inbox.next();
    }

    /** {@return the text of the next frame} */
    public String nextText() {
        return nextFrame().text();
    }

    /** {@return the next frame, which must be JSON} */
    public JsonNode next() {
        return json(nextText());
    }

    /**
     * Expects this next, equal as JSON.
     *
     * @return this
     */
    public WsTestClient expect(String json) {
        String text = nextText();
        assertThat(json(text)).as(text).isEqualTo(json(json));
        return this;
    }

    /**
     * Expects next what has at least these fields.
     *
     * @return this
     */
    public WsTestClient expectLike(String json) {
        String text = nextText();
        assertThat(Json.isPart(json(json), json(text))).as("%s has %s", text, json).isTrue();
        return this;
    }

    /**
     * Expects next a message of a channel, with at least these fields; {@code pk} is null for a channel without pks.
     *
     * @return this
     */
    public WsTestClient expectMessage(String channel, Object pk, String json) {
        ObjectNode message = on(channel, pk == null ? null : pk.toString());
        message.set("message", json(json));
        return expectLike(message.toString());
    }

    /**
     * Expects next an error with this code.
     *
     * @return this
     */
    public WsTestClient expectError(int code) {
        return expectLike("{\"message\":{\"code\":" + code + "}}");
    }

    /**
     * Waits for a frame that has at least these fields; what comes before it is left to be looked at.
     *
     * @return it
     */
    public JsonNode await(String json) {
        JsonNode part = json(json);
        return json(inbox.take(json, frame -> isJson(frame) && Json.isPart(part, json(frame.text()))).text());
    }

    /**
     * Expects that the server has sent nothing but what was looked at: the answer to a heartbeat, which keeps its place in the order, is
     * next. That something published elsewhere does not arrive is proven by publishing a marker after it, and expecting that.
     *
     * @return this
     */
    public WsTestClient expectNothingMore() {
        send(heartbeat);
        assertThat(nextText()).as("nothing more").isEqualTo(heartbeat);
        return this;
    }

    /**
     * Waits until the connection is closed.
     *
     * @return the code; 1006 if there was no word of it
     */
    public int expectClose() {
        return inbox.awaitClose();
    }

    /** Expects that the connection is closed with this code. */
    public void expectClose(int code) {
        assertThat(inbox.awaitClose()).as("close code").isEqualTo(code);
    }

    /** {@return all that has come and was not looked at, which then counts as looked at} */
    public List<String> drain() {
        return inbox.drain().stream().map(WsTestFrame::text).toList();
    }

    /** {@return how often the server has sent a ping} */
    public int pings() {
        return wire.pings();
    }

    /**
     * Reads nothing any more, until {@link #resume}.
     *
     * @return this
     */
    public WsTestClient pause() {
        wire.pause();
        return this;
    }

    /** Reads again. */
    public void resume() {
        wire.resume();
    }

    /** {@return whether the connection has ended} */
    public boolean isClosed() {
        return wire.isClosed();
    }

    /** Closes with this code. */
    public void close(int code) {
        wire.close(code);
    }

    /** Closes in order. */
    @Override
    public void close() {
        wire.close(1000);
    }

    /** {@return a text as JSON, as the {@code expect} methods compare it: numbers keep all their digits} */
    public static JsonNode json(String text) {
        return Json.parse(text);
    }

    private JsonNode ask(String action, Object fields) {
        String id = "test-" + requests.incrementAndGet();
        ObjectNode request = Json.object().put("action", action).put("id", id);
        request.setAll((ObjectNode) Json.of(fields));
        send(request.toString());
        return await(Json.object().put("id", id).toString());
    }

    /** The acknowledgement has its place before the answer; there is none for what was subscribed to before. */
    private WsTestClient acknowledged(ObjectNode acknowledgement) {
        inbox.discard(frame -> isJson(frame) && Json.isPart(acknowledgement, json(frame.text())));
        return this;
    }

    private static ObjectNode on(String channel, Object pk) {
        ObjectNode fields = Json.object().put("channel", channel);
        return pk == null ? fields : fields.set("pk", Json.of(pk));
    }

    private static boolean isJson(WsTestFrame frame) {
        return frame.text().startsWith("{");
    }
}
