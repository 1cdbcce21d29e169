package io.quarkiverse.ws4redis.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What has come and nobody has looked at, in order, and the end of the connection. Thread-safe. */
final class Inbox {

    private final List<WsTestFrame> frames = new LinkedList<>();
    private final long patienceNanos;
    private int closeCode;

    Inbox(Duration patience) {
        this.patienceNanos = patience.toNanos();
    }

    synchronized void add(WsTestFrame frame) {
        frames.add(frame);
        notifyAll();
    }

    synchronized void closed(int code) {
        closeCode = code;
        notifyAll();
    }

    /** {@return the next frame} */
    WsTestFrame next() {
        return take("a frame", frame -> true);
    }

    /** {@return the first frame that fits; those before it stay} */
    synchronized WsTestFrame take(String what, Predicate<WsTestFrame> wanted) {
        long end = System.nanoTime() + patienceNanos;
        while (true) {
            for (Iterator<WsTestFrame> all = frames.iterator(); all.hasNext();) {
                WsTestFrame frame = all.next();
                if (wanted.test(frame)) {
                    all.remove();
                    return frame;
                }
            }
            if (closeCode != 0) {
                throw new AssertionError("expected " + what + ", but the connection was closed with " + closeCode + others());
            }
            await(what, end);
        }
    }

    /** {@return the code, when it is closed} */
    synchronized int awaitClose() {
        long end = System.nanoTime() + patienceNanos;
        while (closeCode == 0) {
            await("a close", end);
        }
        return closeCode;
    }

    /** Forgets what fits, of what has come. */
    synchronized void discard(Predicate<WsTestFrame> unwanted) {
        frames.removeIf(unwanted);
    }

    synchronized List<WsTestFrame> drain() {
        List<WsTestFrame> all = new ArrayList<>(frames);
        frames.clear();
        return all;
    }

    private void await(String what, long end) {
        long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (millis <= 0) {
            throw new AssertionError("expected " + what + " within " + Duration.ofNanos(patienceNanos) + others());
        }
        try {
            wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + what, e);
        }
    }

    private String others() {
        return frames.isEmpty() ? "" : "; what has come: " + frames.stream().map(WsTestFrame::text).toList();
    }
}
