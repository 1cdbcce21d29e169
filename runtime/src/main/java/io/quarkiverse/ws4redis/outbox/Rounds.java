package io.quarkiverse.ws4redis.outbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Which topics have messages to send: those that wait for a round, those that are in one, which no second round may have at the
 * same time, and those that wait for their Redis. Thread-safe.
 */
final class Rounds {

    /** In one round: what is read, published and deleted together costs the database least. */
    private static final int TOPICS = 64;

    /** So many at the same time, so that a Redis that does not answer does not hold up the others at once. */
    private static final int AT_ONCE = 4;

    /** With fewer topics than that, a round may soon have nothing to do. */
    private static final int ENOUGH = AT_ONCE * TOPICS;

    /** Of more topics than that it is not remembered that they wait for Redis: their messages become overdue. */
    private static final int POSTPONED = 10_000;

    private final Set<String> waiting = new LinkedHashSet<>();
    private final Set<String> busy = new HashSet<>();
    private final Set<String> postponed = new LinkedHashSet<>();
    private int running;

    /** {@return whether any of the topics neither waits nor is in a round} */
    synchronized boolean isNew(Collection<String> topics) {
        return topics.stream().anyMatch(topic -> !waiting.contains(topic) && !busy.contains(topic));
    }

    /** Adds topics. {@return whether a round should begin} */
    synchronized boolean add(Collection<String> topics) {
        waiting.addAll(topics);
        return mayBegin();
    }

    /** {@return whether there is something to do for one round more} */
    synchronized boolean mayBegin() {
        return running < AT_ONCE && !busy.containsAll(waiting);
    }

    /** Begins a round. {@return its topics; empty if there is nothing to do, and then it is none} */
    synchronized List<String> begin() {
        List<String> mine = new ArrayList<>();
        if (running < AT_ONCE) {
            for (Iterator<String> all = waiting.iterator(); all.hasNext() && mine.size() < TOPICS;) {
                String topic = all.next();
                if (busy.add(topic)) {
                    mine.add(topic);
                    all.remove();
                }
            }
        }
        running += mine.isEmpty() ? 0 : 1;
        return mine;
    }

    /** Ends a round; whoever does should begin the next one. */
    synchronized void end(List<String> topics) {
        topics.forEach(busy::remove);
        running--;
        notifyAll();
    }

    /** A topic waits for its Redis. */
    synchronized void postpone(String topic) {
        if (postponed.size() < POSTPONED) {
            postponed.add(topic);
        }
    }

    /** {@return the topics that waited for their Redis, which they do no more} */
    synchronized List<String> takePostponed() {
        List<String> topics = List.copyOf(postponed);
        postponed.clear();
        return topics;
    }

    /** Waits until few topics wait for a round, or for so long. {@return whether it is few} */
    synchronized boolean awaitRoom(long limitMillis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMillis);
        long rest = limitMillis;
        while (rest > 0 && waiting.size() >= ENOUGH) {
            wait(rest);
            rest = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
        return waiting.size() < ENOUGH;
    }

    /** Waits until nothing is left to send but what waits for its Redis, or for so long. {@return what is left of all} */
    synchronized Set<String> finish(long limitMillis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMillis);
        long rest = limitMillis;
        while (rest > 0 && !(waiting.isEmpty() && busy.isEmpty())) {
            wait(rest);
            rest = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
        Set<String> left = new LinkedHashSet<>(waiting);
        left.addAll(busy);
        left.addAll(postponed);
        return left;
    }
}
