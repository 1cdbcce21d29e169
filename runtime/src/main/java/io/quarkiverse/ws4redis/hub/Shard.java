package io.quarkiverse.ws4redis.hub;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.quarkiverse.ws4redis.SlowConsumer;
import io.quarkiverse.ws4redis.observe.jfr.DeliveryEvent;
import io.quarkiverse.ws4redis.observe.tracing.DeliveryTrace;

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

    private record Subscribers(SlowConsumer policy, OutboundSet outbounds) {
    }

    private final EventLoop loop;
    private final Map<String, Subscribers> subscribers = new HashMap<>();
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

    boolean add(String redisChannel, Outbound outbound, SlowConsumer policy) {
        return subscribers.computeIfAbsent(redisChannel, k -> new Subscribers(policy, new OutboundSet())).outbounds()
                .add(outbound);
    }

    boolean remove(String redisChannel, Outbound outbound) {
        Subscribers of = subscribers.get(redisChannel);
        boolean removed = of != null && of.outbounds().remove(outbound);
        if (removed && of.outbounds().size() == 0) {
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

    /** The same for a message whose delivery is traced. */
    void offer(String redisChannel, ByteBuf frame, DeliveryTrace trace) {
        offer(() -> {
            int sockets = deliver(new Delivery(redisChannel, frame));
            delivered.accept(sockets);
            // What is behind the drain finds the message flushed.
            loop.execute(() -> trace.delivered(sockets));
        });
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
        Subscribers of = subscribers.get(delivery.redisChannel());
        int sockets = of == null ? 0 : of.outbounds().size();
        DeliveryEvent event = new DeliveryEvent();
        event.begin();
        if (of != null) {
            write(of, delivery);
        }
        if (event.shouldCommit()) {
            event.redisChannel = delivery.redisChannel();
            event.bytes = delivery.frame().readableBytes();
            event.sockets = sockets;
            event.commit();
        }
        delivery.frame().release();
        return sockets;
    }

    /** Tells all subscribers of a channel that they have missed something. On the event loop. */
    void missed(String redisChannel) {
        Subscribers of = subscribers.get(redisChannel);
        for (int i = 0; of != null && i < of.outbounds().size(); i++) {
            of.outbounds().get(i).missed();
        }
    }

    /** Finds all subscribers of a channel. On the event loop. */
    void forEachSubscriber(String redisChannel, Consumer<OutboundListener> action) {
        Subscribers of = subscribers.get(redisChannel);
        for (int i = 0; of != null && i < of.outbounds().size(); i++) {
            action.accept(of.outbounds().get(i).listener());
        }
    }

    private void write(Subscribers of, Delivery delivery) {
        OutboundSet set = of.outbounds();
        boolean mayDrop = of.policy() != SlowConsumer.CLOSE;
        for (int i = 0; i < set.size(); i++) {
            Outbound outbound = set.get(i);
            if (mayDrop) {
                outbound.write(delivery.frame(), of.policy(), delivery.redisChannel());
            } else {
                outbound.write(delivery.frame());
            }
            if (outbound.markDirty()) {
                dirty.add(outbound);
            }
        }
    }
}
