package io.quarkiverse.ws4redis.it.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.ws4redis.it.Tokens;
import io.vertx.core.Vertx;

/**
 * A client that recovers: keeps epoch and offset, says them when it subscribes again, and never looks whether it has seen a
 * message before, because it must not need to. Notes whatever is not as the protocol promises. Thread-safe.
 */
final class Subscriber implements ReconnectingSocket.Listener, AutoCloseable {

    private final String name;
    private final String subscribe;
    private final String alsoSubscribe;
    private final String channel;
    private final String also;
    private final Supplier<Map<String, Long>> begun;
    private final ReconnectingSocket socket;
    private final List<Run> runs = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private Stint stint;
    private boolean expectsRecovered;
    private int recoveries;
    private int stints;

    /**
     * Begins at once. {@code also}: a channel without history that it subscribes to too, {@code null} for none; {@code begun}: how many
     * messages of that channel each publisher has begun to publish.
     */
    Subscriber(Vertx vertx, String name, List<Integer> ports, String channel, String pk, String also,
            Supplier<Map<String, Long>> begun) {
        this.name = name;
        this.channel = channel;
        this.also = also;
        this.begun = begun;
        this.subscribe = "{\"action\":\"subscribe\",\"id\":\"s\",\"channel\":\"" + channel + "\",\"pk\":\"" + pk + "\"";
        this.alsoSubscribe = also == null
                ? null
                : "{\"action\":\"subscribe\",\"channel\":\"" + also + "\",\"pk\":\"" + pk + "\"}";
        this.socket = new ReconnectingSocket(vertx, ports, () -> Tokens.of(7), this);
    }

    @Override
    public synchronized void opened() {
        stint = null;
        Run run = last();
        expectsRecovered = run != null;
        socket.send(subscribe + (run == null
                ? "}"
                : ",\"recover\":{\"epoch\":\"" + run.epoch() + "\",\"offset\":" + run.offset() + "}}"));
        if (alsoSubscribe != null) {
            socket.send(alsoSubscribe);
        }
    }

    @Override
    public synchronized void frame(JsonNode frame) {
        String type = frame.path("name").asText();
        if (frame.at("/message/error").isTextual()) {
            // Redis may be away: another node, or later, may do.
            socket.reconnect();
        } else if (frame.path("channel").asText().equals(channel)) {
            switch (type) {
                case "subscribed" -> subscribed(frame);
                case "recovered" -> recovered(frame);
                case "" -> message(frame);
                default -> faults.add("unexpected " + frame);
            }
        } else if (frame.path("channel").asText().equals(also)) {
            switch (type) {
                case "subscribed" -> startStint();
                case "" -> unkept(frame);
                default -> {
                    // Who else comes and goes.
                }
            }
        }
    }

    private void startStint() {
        stint = new Stint(begun.get());
        stints++;
    }

    private void unkept(JsonNode frame) {
        String before = String.valueOf(stint);
        if (stint == null || !stint.add(from(frame), number(frame))) {
            faults.add("without a word after " + before + " came " + frame);
        }
    }

    private static String from(JsonNode frame) {
        return frame.at("/message/from").asText();
    }

    private static long number(JsonNode frame) {
        return frame.at("/message/number").asLong();
    }

    private void subscribed(JsonNode frame) {
        if (!expectsRecovered) {
            begin(frame);
        }
    }

    private void recovered(JsonNode frame) {
        if (!expectsRecovered) {
            faults.add("recovered without a wish: " + frame);
        }
        expectsRecovered = false;
        recoveries++;
        if (!frame.get("recovered").asBoolean()) {
            begin(frame);
        } else if (!frame.get("epoch").asText().equals(last().epoch()) || frame.get("offset").asLong() != last().offset()) {
            faults.add("recovered up to " + last() + " but " + frame);
        }
    }

    private void message(JsonNode frame) {
        long offset = frame.path("offset").asLong();
        if (last() == null || offset != last().offset() + 1) {
            faults.add("after " + last() + " came " + frame);
        } else {
            last().add(new Message(from(frame), number(frame), offset));
        }
    }

    private void begin(JsonNode frame) {
        runs.add(new Run(frame.get("epoch").asText(), frame.get("offset").asLong()));
    }

    private Run last() {
        return runs.isEmpty() ? null : runs.get(runs.size() - 1);
    }

    String name() {
        return name;
    }

    /** {@return whether it has subscribed to all that it follows} */
    synchronized boolean isThere() {
        return last() != null && (also == null || stint != null);
    }

    /** {@return whether it has this message in the run that goes on} */
    synchronized boolean has(Message message) {
        return last().messages().contains(message);
    }

    /** {@return whether it has this message of the channel without history, or came after it; who does not follow that has all there is} */
    synchronized boolean covers(Message unkept) {
        return also == null || stint != null && stint.covers(unkept);
    }

    /** {@return how often it began to follow the channel without history} */
    synchronized int stints() {
        return stints;
    }

    /** {@return what it got, from gap to gap that it was told of} */
    synchronized List<Run> runs() {
        return List.copyOf(runs);
    }

    /** {@return what was not as promised} */
    synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    /** {@return how often it was told whether it got what it missed} */
    synchronized int recoveries() {
        return recoveries;
    }

    /** Leaves and comes back. */
    void reconnect() {
        socket.reconnect();
    }

    @Override
    public void close() {
        socket.close();
    }
}
