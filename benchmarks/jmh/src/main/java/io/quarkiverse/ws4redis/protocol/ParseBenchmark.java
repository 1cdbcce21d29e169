package io.quarkiverse.ws4redis.protocol;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reading a request: what a connection pays for each frame it sends. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ParseBenchmark {

    private static final RequestLimits LIMITS = new RequestLimits(128, 100, 32, 64);

    /** Bytes of the published message. */
    @Param({"128", "1024", "16384"})
    public int size;

    private RequestParser parser;
    private String publish;
    private String action;

    @Setup
    public void setUp() {
        parser = new RequestParser(LIMITS);
        publish = "{\"action\":\"publish\",\"channel\":\"room\",\"pk\":3,\"id\":7,\"message\":{\"text\":\""
                + "x".repeat(size - 11)
                + "\"}}";
        action = "{\"action\":\"touch\",\"channel\":\"room\",\"pk\":3,\"id\":7,\"text\":\"" + "x".repeat(size) + "\"}";
    }

    @Benchmark
    public Request publish() throws MalformedRequestException {
        return parser.parse(publish);
    }

    @Benchmark
    public Request customAction() throws MalformedRequestException {
        return parser.parse(action);
    }
}
