package io.quarkiverse.ws4redis.dispatch;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.WsMessage;

/** From a channel's name to the answer of the application's method, through a handler like those that the build generates. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DispatchBenchmark {

    private static final String JSON = "{\"action\":\"touch\",\"channel\":\"room\",\"pk\":3,\"text\":\"hello\"}";

    private final ObjectMapper mapper = new ObjectMapper();
    private final WsCredentials who = WsCredentials.of("terminal", 1);
    private DispatchRegistry registry;

    @Setup
    public void setUp() {
        registry = new DispatchRegistry(List.of(new RoomHandler()), List.of());
    }

    @Benchmark
    public Object permission() {
        return handler().canPublishTo(who, message());
    }

    @Benchmark
    public Object customAction() {
        ChannelHandler handler = handler();
        return handler.actionExecution("touch") == Execution.EVENT_LOOP ? handler.onAction(who, message()) : null;
    }

    private ChannelHandler handler() {
        return registry.channel("room").orElseThrow();
    }

    private WsMessage message() {
        return WsMessage.of(mapper, "connection", "events", "touch", "room", List.of("3"), JSON);
    }
}
