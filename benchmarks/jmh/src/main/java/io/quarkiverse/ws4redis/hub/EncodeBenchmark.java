package io.quarkiverse.ws4redis.hub;

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
import io.quarkiverse.ws4redis.protocol.Frames;
import io.quarkiverse.ws4redis.protocol.Payload;
import io.vertx.core.buffer.Buffer;

/** Encoding: by the publishing node into what goes through Redis, and from there by a relaying node into a frame for all. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EncodeBenchmark {

    /** Bytes of the published message. */
    @Param({"128", "1024", "16384"})
    public int size;

    private String message;
    private Buffer payload;

    @Setup
    public void setUp() {
        message = "{\"text\":\"" + "x".repeat(size - 11) + "\"}";
        payload = publishing();
    }

    @Benchmark
    public Buffer publishing() {
        return Payload.of(Frames.message("room", "3", message));
    }

    @Benchmark
    public int relaying() {
        ByteBuf frame = TextFrame.of(payload, Payload.HEADER);
        int length = frame.readableBytes();
        frame.release();
        return length;
    }
}
