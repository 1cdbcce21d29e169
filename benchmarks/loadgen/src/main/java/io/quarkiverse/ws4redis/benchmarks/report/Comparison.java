package io.quarkiverse.ws4redis.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Tables of one figure, servers beside each other, each with its ratio against the relay. */
final class Comparison {

    private final Results results;

    Comparison(Results results) {
        this.results = results;
    }

    /** {@return a row for each load that was measured} */
    Table table(String figure, List<Load> loads, String key) {
        List<String> header = new ArrayList<>(List.of(figure));
        header.addAll(results.servers());
        Table table = new Table(header);
        for (Load load : loads) {
            if (results.servers().stream().anyMatch(server -> results.median(server, load, key).isPresent())) {
                table.row(row(load, key));
            }
        }
        return table;
    }

    private List<String> row(Load load, String key) {
        List<String> cells = new ArrayList<>(List.of(load.title()));
        OptionalDouble base = results.median(Results.BASE, load, key);
        for (String server : results.servers()) {
            cells.add(cell(server, results.median(server, load, key), base));
        }
        return cells;
    }

    private static String cell(String server, OptionalDouble value, OptionalDouble base) {
        if (value.isEmpty()) {
            return "";
        }
        String text = Numbers.format(value.getAsDouble());
        return server.equals(Results.BASE) || base.isEmpty() || base.getAsDouble() == 0
                ? text
                : text + " (" + Numbers.ratio(value.getAsDouble() / base.getAsDouble()) + ")";
    }
}
