package io.quarkiverse.ws4redis.hub;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;

/**
 * The subscribers of one event loop. A message is handed over once for the whole loop, and all that waits is written before
 * the first flush: system calls, not Java, are what fan-out costs. Only {@link #offer} may be called from other threads.
 */
final class Shard {

    private sealed interface Item {
    }

    private record Delivery(String redisChannel, ByteBuf frame) implements Item {
    }

    private record Task(Runnable run) implements Item {
    }

    private final EventLoop loop;
    private final Map<String, OutboundSet> subscribers = new HashMap<>();
    private final Queue<Item> inbox = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final List<Outbound> dirty = new ArrayList<>();
    private final LongConsumer delivered;
    private final Pinger pinger;

    Shard(EventLoop loop, Duration pingInterval, LongConsumer delivered) {
        this.loop = loop;
        this.delivered = delivered;
        this.pinger = new Pinger(loop, pingInterval);
    }

    /** The connections that are kept alive. */
    Pinger pinger() {
        return pinger;
    }

    boolean add(String redisChannel, Outbound outbound) {
        return subscribers.computeIfAbsent(redisChannel, k -> new OutboundSet()).add(outbound);
    }

    boolean remove(String redisChannel, Outbound outbound) {
        OutboundSet set = subscribers.get(redisChannel);
        boolean removed = set != null && set.remove(outbound);
        if (removed && set.size() == 0) {
            subscribers.remove(redisChannel);
        }
        return removed;
    }

    boolean hasSubscribers(String redisChannel) {
        return subscribers.containsKey(redisChannel);
    }

    /** Takes over one reference to the frame. */
    void offer(String redisChannel, ByteBuf frame) {
        offer(new Delivery(redisChannel, frame));
    }

    /** Lets something happen on the event loop, in order with the deliveries. */
    void offer(Runnable task) {
        offer(new Task(task));
    }

    private void offer(Item item) {
        inbox.add(item);
        if (scheduled.compareAndSet(false, true)) {
            loop.execute(this::drain);
        }
    }

    private void drain() {
        scheduled.set(false);
        long count = 0;
        for (Item next; (next = inbox.poll()) != null;) {
            if (next instanceof Delivery delivery) {
                count += deliver(delivery);
            } else {
                ((Task) next).run().run();
            }
        }
        for (Outbound outbound : dirty) {
            outbound.flush();
        }
        dirty.clear();
        delivered.accept(count);
    }

    private int deliver(Delivery delivery) {
        OutboundSet set = subscribers.get(delivery.redisChannel());
        if (set != null) {
            for (int i = 0; i < set.size(); i++) {
                Outbound outbound = set.get(i);
                outbound.write(delivery.frame());
                if (outbound.markDirty()) {
                    dirty.add(outbound);
                }
            }
        }
        delivery.frame().release();
        return set == null ? 0 : set.size();
    }

    /** Tells all subscribers of a channel that they have missed something. On the event loop. */
    void missed(String redisChannel) {
        OutboundSet set = subscribers.get(redisChannel);
        for (int i = 0; set != null && i < set.size(); i++) {
            set.get(i).missed();
        }
    }
}
