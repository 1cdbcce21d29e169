package io.quarkiverse.ws4redis.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** A table; its first column is text, the others are numbers. */
final class Table {

    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    Table(List<String> header) {
        this.header = header;
    }

    void row(List<String> cells) {
        rows.add(cells);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    List<String> header() {
        return header;
    }

    List<List<String>> rows() {
        return rows;
    }
}
