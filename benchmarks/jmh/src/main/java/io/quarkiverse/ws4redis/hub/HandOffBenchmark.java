package io.quarkiverse.ws4redis.hub;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import io.quarkiverse.ws4redis.SlowConsumer;
import io.quarkiverse.ws4redis.protocol.Frames;
import io.quarkiverse.ws4redis.protocol.Payload;
import io.vertx.core.buffer.Buffer;

/**
 * One message from Redis to all subscribers of an event loop: frame, hand-off, a write and a flush for each. The sockets are
 * Netty's embedded channels, which throw away what is flushed. Per subscriber: divide by {@link #subscribers}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HandOffBenchmark {

    private static final String CHANNEL = "ws4redis:{room:3:events}";

    @Param({"1", "100", "1000"})
    public int subscribers;

    /** Bytes of the published message. The allocation must not depend on it but for the one frame. */
    @Param({"128", "16384"})
    public int size;

    private EmbeddedChannel loop;
    private Shard shard;
    private Buffer payload;
    private long delivered;

    @Setup
    public void setUp() {
        loop = new Sink();
        shard = new Shard(loop.eventLoop(), Duration.ZERO, count -> delivered += count);
        for (int i = 0; i < subscribers; i++) {
            EmbeddedChannel socket = new Sink();
            shard.add(CHANNEL, new Outbound(socket, 1 << 20, new NoTrouble()), SlowConsumer.CLOSE);
        }
        payload = Payload.of(Frames.message("room", "3", "\"" + "x".repeat(size - 2) + "\""));
    }

    @Benchmark
    public long oneMessage() {
        ByteBuf frame = TextFrame.of(payload, Payload.HEADER);
        shard.offer(CHANNEL, frame);
        loop.runPendingTasks();
        return delivered;
    }

    /** As the hub does when Redis has several messages: one hand-off and one flush for all of them. */
    @Benchmark
    public long sixteenMessages() {
        for (int i = 0; i < 16; i++) {
            shard.offer(CHANNEL, TextFrame.of(payload, Payload.HEADER));
        }
        loop.runPendingTasks();
        return delivered;
    }

    /** A channel whose flush releases what was written. */
    private static final class Sink extends EmbeddedChannel {

        @Override
        protected void handleOutboundMessage(Object message) {
            ReferenceCountUtil.release(message);
        }
    }
}
