package io.quarkiverse.ws4redis.client;

import static io.quarkiverse.ws4redis.client.Ws4RedisException.Reason.DISCONNECTED;
import static io.quarkiverse.ws4redis.client.Ws4RedisException.Reason.FULL;
import static io.quarkiverse.ws4redis.client.Ws4RedisException.Reason.TIMEOUT;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.vertx.core.Future;

/**
 * Requests and their answers, by ids. Those that may wait do so while there is no connection, in order and up to a limit; those
 * that may be repeated are sent again if the link was lost before their answer.
 */
final class Requests {

    /** So many at once: a server has a limit to what may wait for its turn. */
    private static final int WINDOW = 16;

    private final Loop loop;
    private final int limit;
    private final List<Pending> waiting = new ArrayList<>();
    private final Map<Long, Pending> sent = new LinkedHashMap<>();
    private long nextId = 1;
    private Consumer<String> link;
    private boolean ready;
    private boolean paused;
    private Ws4RedisException end;

    /** {@code limit}: how many may wait for a connection. */
    Requests(Loop loop, int limit) {
        this.loop = loop;
        this.limit = limit;
    }

    /** Makes a request when there is a connection. {@return the final answer} */
    Future<Frame> request(String action, ObjectNode fields, RequestOptions options) {
        if (end != null) {
            return Future.failedFuture(end);
        }
        if (!ready && !options.queue()) {
            return Future.failedFuture(Ws4RedisException.of(DISCONNECTED, "not connected"));
        }
        if (waiting.size() >= limit) {
            return Future.failedFuture(Ws4RedisException.of(FULL, "too many requests wait"));
        }
        Pending pending = add(action, fields, options);
        waiting.add(pending);
        flush();
        return pending.answer.future();
    }

    /** Makes a request on the connection that there is, before all that wait. {@return the final answer} */
    Future<Frame> urgent(String action, ObjectNode fields) {
        if (link == null) {
            return Future.failedFuture(Ws4RedisException.of(DISCONNECTED, "not connected"));
        }
        Pending pending = add(action, fields, RequestOptions.DEFAULT);
        transmit(pending);
        return pending.answer.future();
    }

    /** After an {@link #end}: requests may wait again. */
    void begin() {
        end = null;
    }

    /** There is a link; it takes urgent requests only, until it is {@link #ready}. */
    void opened(Consumer<String> send) {
        link = send;
    }

    void ready() {
        ready = true;
        flush();
    }

    /** The link is lost, and the answers with it. */
    void lost() {
        link = null;
        ready = false;
        List<Pending> unanswered = List.copyOf(sent.values());
        sent.clear();
        waiting.addAll(0, unanswered.stream().filter(pending -> pending.repeatable).toList());
        unanswered.stream().filter(pending -> !pending.repeatable)
                .forEach(pending -> pending.failed(Ws4RedisException.uncertain(DISCONNECTED, "connection lost")));
    }

    /** Nothing is sent any more. */
    void end(Ws4RedisException error) {
        lost();
        end = error;
        List<Pending> unsent = List.copyOf(waiting);
        waiting.clear();
        unsent.forEach(pending -> pending.failed(
                pending.sent ? Ws4RedisException.uncertain(error.reason(), error.getMessage()) : error));
    }

    /** {@return whether the frame was an answer} */
    boolean answered(Frame frame) {
        if (!frame.hasId()) {
            return false;
        }
        Pending pending = sent.remove(frame.id());
        if (pending == null) {
            // Nobody waits for it any more.
            return true;
        }
        Optional<Ws4RedisException> error = frame.error();
        if (pending.repeatable && error.filter(Ws4RedisException::isPassing).isPresent()) {
            waitAgain(pending);
        } else {
            error.ifPresentOrElse(pending::failed, () -> pending.answered(frame));
            flush();
        }
        return true;
    }

    private Pending add(String action, ObjectNode fields, RequestOptions options) {
        long id = nextId++;
        Pending pending = new Pending(id, fields.put("action", action).put("id", id).toString(), options.repeat());
        pending.timer = loop.after(options.timeout().toMillis(), () -> expire(pending));
        return pending;
    }

    private void flush() {
        while (ready && !paused && link != null && sent.size() < WINDOW && !waiting.isEmpty()) {
            transmit(waiting.remove(0));
        }
    }

    private void transmit(Pending pending) {
        pending.sent = true;
        sent.put(pending.id, pending);
        link.accept(pending.text);
    }

    /** The server is in trouble: not the same again at once. */
    private void waitAgain(Pending pending) {
        int later = 0;
        while (later < waiting.size() && waiting.get(later).id < pending.id) {
            later++;
        }
        waiting.add(later, pending);
        if (!paused) {
            paused = true;
            loop.afterPause(() -> {
                paused = false;
                flush();
            });
        }
    }

    private void expire(Pending pending) {
        waiting.remove(pending);
        sent.remove(pending.id);
        pending.failed(pending.sent
                ? Ws4RedisException.uncertain(TIMEOUT, "no answer in time")
                : Ws4RedisException.of(TIMEOUT, "no answer in time"));
        flush();
    }
}
