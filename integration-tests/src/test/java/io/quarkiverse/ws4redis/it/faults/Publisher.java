package io.quarkiverse.ws4redis.it.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.ws4redis.it.Tokens;
import io.vertx.core.Vertx;

/**
 * Publishes numbered messages one after the other, each with a key and again until it is acknowledged, and keeps what was.
 * Thread-safe.
 */
final class Publisher implements ReconnectingSocket.Listener, AutoCloseable {

    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

    private final Vertx vertx;
    private final String name;
    private final String channel;
    private final String pk;
    private final String padding;
    private final ReconnectingSocket socket;
    private final long timer;
    private final List<Message> acknowledged = new ArrayList<>();
    private long number;
    private long sentAt;
    private int attempts;
    private boolean open;
    private boolean waiting;
    private boolean stopping;

    /** Begins at once. {@code paceMillis}: the time between one message and the next, if it is acknowledged by then; {@code padding}: characters. */
    Publisher(Vertx vertx, String name, List<Integer> ports, String channel, String pk, long paceMillis, int padding) {
        this.vertx = vertx;
        this.name = name;
        this.channel = channel;
        this.pk = pk;
        this.padding = "x".repeat(padding);
        this.socket = new ReconnectingSocket(vertx, ports, () -> Tokens.of(8), this);
        this.timer = vertx.setPeriodic(paceMillis, t -> socket.execute(this::tick));
    }

    @Override
    public synchronized void opened() {
        open = true;
        if (waiting) {
            send();
        }
    }

    @Override
    public synchronized void frame(JsonNode frame) {
        if (!waiting || frame.path("id").asLong() != number) {
            return;
        }
        if (frame.path("name").asText().equals("ok")) {
            waiting = false;
            acknowledged.add(new Message(name, number, frame.path("offset").asLong()));
        }
        // An error is no answer: it is tried again with the next tick that is due.
    }

    private synchronized void tick() {
        if (!open) {
            return;
        }
        if (waiting && System.nanoTime() - sentAt > RETRY_NANOS) {
            send();
        } else if (!waiting && !stopping) {
            number++;
            waiting = true;
            send();
        }
    }

    private void send() {
        attempts++;
        sentAt = System.nanoTime();
        socket.send(
                "{\"action\":\"publish\",\"id\":" + number + ",\"key\":\"" + name + "-" + number + "\",\"channel\":\"" + channel
                        + "\",\"pk\":\"" + pk + "\",\"message\":{\"from\":\"" + name + "\",\"number\":" + number
                        + ",\"padding\":\"" + padding
                        + "\"}}");
    }

    /** No further messages; the last one is still tried until it is acknowledged. */
    synchronized void finish() {
        stopping = true;
    }

    /** {@return whether nothing is left to be acknowledged} */
    synchronized boolean isFinished() {
        return stopping && !waiting;
    }

    /** {@return how many messages it has begun to publish} */
    synchronized long begun() {
        return number;
    }

    /** {@return what was acknowledged, in order} */
    synchronized List<Message> acknowledged() {
        return List.copyOf(acknowledged);
    }

    /** {@return how many times it has sent a message again} */
    synchronized long retries() {
        return attempts - number;
    }

    String name() {
        return name;
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
        socket.close();
    }
}
