package io.quarkiverse.ws4redis.benchmarks.loadgen;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Sends one connection's requests, each with an id, and expects exactly one answer to each. Everything on the connection's event
 * loop.
 */
final class Requester {

    private static final int PLACES = 1 << 12;
    private static final String ID = "{\"id\":";

    private final Engine engine;
    private final Options opts;
    private final Conn conn;
    private final int publisher;
    private final Answers answers;
    /** Which requests wait for their answers, and since when they were due. */
    private final int[] waiting = new int[PLACES];
    private final long[] due = new long[PLACES];
    private final double perNano;
    private int lastId;
    private int published;
    private int inFlight;
    private long start;
    private boolean running;

    Requester(Engine engine, Conn conn, int publisher, Answers answers) {
        this.engine = engine;
        this.opts = engine.opts;
        this.conn = conn;
        this.publisher = publisher;
        this.answers = answers;
        this.perNano = opts.rate / opts.conns[0] / 1e9;
        conn.answersTo(this::answer);
    }

    void start() {
        running = true;
        // Not all in step.
        start = System.nanoTime() + (perNano == 0 ? 0 : (long) (publisher / perNano / opts.conns[0]));
        if (perNano > 0) {
            pace();
        } else {
            fill();
        }
    }

    void stop() {
        running = false;
    }

    int published() {
        return published;
    }

    private void fill() {
        while (running && inFlight < opts.window) {
            send(System.nanoTime());
        }
        conn.flush();
    }

    private void pace() {
        if (!running) {
            return;
        }
        while (nextDue() <= System.nanoTime()) {
            send(nextDue());
        }
        conn.flush();
        conn.loop().schedule(this::pace, Math.max(0, nextDue() - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private long nextDue() {
        return start + (long) ((lastId + 1) / perNano);
    }

    private void send(long dueAt) {
        int id = ++lastId;
        RequestKind kind = RequestKind.of(id);
        waiting[id % PLACES] = id;
        due[id % PLACES] = dueAt;
        inFlight++;
        answers.sent();
        String json = kind.json(id, conn.want, opts, engine.identities);
        if (kind == RequestKind.PUBLISH) {
            byte[] marker = new byte[Marker.LENGTH];
            Marker.write(marker, 0, engine.run, conn.want.pk(), publisher, published, published, dueAt);
            published++;
            json += ",\"message\":\"" + new String(marker, StandardCharsets.US_ASCII) + "\"";
        }
        byte[] frame = (json + "}").getBytes(StandardCharsets.UTF_8);
        conn.writeFrame(1, frame, frame.length);
    }

    private void answer(String text) {
        boolean error = text.contains("\"error\"");
        if (error) {
            conn.stats.serverErrors++;
            conn.stats.lastError = text;
        }
        if (text.startsWith(ID)) {
            take(Integer.parseInt(text.substring(ID.length(), text.indexOf(',', ID.length()))));
        } else if (error && text.contains("\"id\":")) {
            take(Integer.parseInt(text.substring(text.lastIndexOf(':') + 1, text.length() - 1)));
        }
    }

    private void take(int id) {
        int place = id % PLACES;
        if (id == 0 || waiting[place] != id) {
            answers.unexpected();
            return;
        }
        waiting[place] = 0;
        inFlight--;
        answers.answered(RequestKind.of(id), System.nanoTime() - due[place]);
        if (perNano == 0) {
            fill();
        }
    }
}
