package io.quarkiverse.ws4redis.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;

/** All measurements of all rounds. */
final class Results {

    /** What the others are compared with. */
    static final String BASE = "relay";
    static final String OURS = "ws4redis";
    static final String ROUND = "round";

    private final List<Result> all;

    private Results(List<Result> all) {
        this.all = all;
    }

    static Results read(Path file) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<Result> all = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            all.add(new Result(mapper.readTree(line)));
        }
        return new Results(all);
    }

    Stream<Result> of(Load load) {
        return all.stream().filter(load::matches);
    }

    /** {@return the servers that something was measured of, in the order of the first measurements} */
    List<String> servers() {
        return all.stream().filter(r -> !r.mode().equals("missing")).map(Result::server).distinct().toList();
    }

    /** {@return the servers that could not be started} */
    List<String> missing() {
        return all.stream().filter(r -> r.mode().equals("missing")).map(Result::server).distinct().toList();
    }

    /** {@return the median of all measurements but those that had faults} */
    OptionalDouble median(String server, Load load, String key) {
        return median(sound(server, load, key).mapToDouble(r -> r.number(key)));
    }

    /**
     * {@return the median over the rounds of a server's figure divided by the relay's: within a round, one is measured right after the
     * other}
     */
    OptionalDouble ratio(String server, Load load, String key) {
        Set<Double> rounds = sound(server, load, key).map(r -> r.number(ROUND)).collect(Collectors.toSet());
        return median(rounds.stream().flatMapToDouble(round -> {
            Load then = load.inRound(round);
            OptionalDouble base = median(BASE, then, key);
            return base.isEmpty() || base.getAsDouble() == 0
                    ? DoubleStream.empty()
                    : DoubleStream.of(median(server, then, key).getAsDouble() / base.getAsDouble());
        }));
    }

    private Stream<Result> sound(String server, Load load, String key) {
        return of(load).filter(r -> r.server().equals(server) && r.has(key) && !r.isFaulty());
    }

    private static OptionalDouble median(DoubleStream unsorted) {
        double[] values = unsorted.sorted().toArray();
        if (values.length == 0) {
            return OptionalDouble.empty();
        }
        int middle = values.length / 2;
        return OptionalDouble.of(values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2);
    }

    /** {@return the measurements in which something was lost, doubled, out of order, refused or closed} */
    List<Result> faulty() {
        return all.stream().filter(Result::isFaulty).toList();
    }

    /** {@return how many measurements there are} */
    long size() {
        return all.stream().filter(r -> !r.mode().equals("missing")).count();
    }
}
