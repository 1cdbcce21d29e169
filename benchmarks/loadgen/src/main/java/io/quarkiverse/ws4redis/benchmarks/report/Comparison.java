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
        for (String server : results.servers()) {
            cells.add(cell(server, load, key));
        }
        return cells;
    }

    private String cell(String server, Load load, String key) {
        OptionalDouble value = results.median(server, load, key);
        if (value.isEmpty()) {
            return "";
        }
        String text = Numbers.format(value.getAsDouble());
        OptionalDouble ratio = results.ratio(server, load, key);
        return server.equals(Results.BASE) || ratio.isEmpty() ? text : text + " (" + Numbers.ratio(ratio.getAsDouble()) + ")";
    }
}
