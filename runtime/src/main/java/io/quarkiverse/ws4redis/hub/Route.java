package io.quarkiverse.ws4redis.hub;

import java.util.Arrays;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.quarkiverse.ws4redis.observe.jfr.FanOutEvent;
import io.quarkiverse.ws4redis.observe.tracing.DeliveryTrace;

/** The shards that a Redis channel's messages go to, and how many users of the channel each of them has. On the links' event loop. */
final class Route {

    private final String redisChannel;
    /** Arrays, because each message goes through them, and there may be as many routes as connections. */
    private Shard[] shards = new Shard[0];
    private int[] users = new int[0];

    Route(String redisChannel) {
        this.redisChannel = redisChannel;
    }

    /** One user more. */
    void add(Shard shard) {
        int position = position(shard);
        if (position == shards.length) {
            shards = Arrays.copyOf(shards, position + 1);
            users = Arrays.copyOf(users, position + 1);
            shards[position] = shard;
        }
        users[position]++;
    }

    /** One user less. */
    void remove(Shard shard) {
        int position = position(shard);
        if (--users[position] == 0) {
            int last = shards.length - 1;
            shards[position] = shards[last];
            users[position] = users[last];
            shards = Arrays.copyOf(shards, last);
            users = Arrays.copyOf(users, last);
        }
    }

    private int position(Shard shard) {
        int position = 0;
        while (position < shards.length && shards[position] != shard) {
            position++;
        }
        return position;
    }

    boolean isUnused() {
        return shards.length == 0;
    }

    /** A message, for all subscribers. Takes over the frame; {@code trace} {@code null} if its delivery is not traced. */
    void deliver(ByteBuf frame, DeliveryTrace trace) {
        FanOutEvent event = new FanOutEvent();
        event.begin();
        if (trace == null) {
            for (Shard shard : shards) {
                shard.offer(redisChannel, frame.retain());
            }
        } else {
            trace.handedTo(shards.length);
            for (Shard shard : shards) {
                shard.offer(redisChannel, frame.retain(), trace);
            }
        }
        if (event.shouldCommit()) {
            event.redisChannel = redisChannel;
            event.bytes = frame.readableBytes();
            event.loops = shards.length;
            event.commit();
        }
        frame.release();
    }

    /** All who subscribe so far are found, in order with the messages. */
    void forEachSubscriber(Consumer<OutboundListener> action) {
        for (Shard shard : shards) {
            shard.offer(() -> shard.forEachSubscriber(redisChannel, action));
        }
    }

    /** All who subscribe so far miss something; they are told in order with the messages. */
    void missed() {
        for (Shard shard : shards) {
            shard.offer(() -> shard.missed(redisChannel));
        }
    }
}
