package io.quarkiverse.ws4redis.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** Draws a figure against what it may depend on. */
final class Charts {

    private final Results results;
    private final Path directory;

    Charts(Results results, Path directory) {
        this.results = results;
        this.directory = directory;
    }

    /** {@return whether there was something to draw into that file} */
    boolean draw(String file, String xTitle, List<Integer> counts, IntFunction<Load> load, String yTitle, String key)
            throws IOException {
        Chart chart = new Chart(xTitle, yTitle);
        for (String server : results.servers()) {
            TreeMap<Double, Double> points = new TreeMap<>();
            for (int count : counts) {
                results.median(server, load.apply(count), key).ifPresent(value -> points.put((double) count, value));
            }
            chart.line(server, points);
        }
        if (chart.isEmpty()) {
            return false;
        }
        Files.writeString(directory.resolve(file), chart.svg());
        return true;
    }
}
