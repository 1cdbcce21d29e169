package io.quarkiverse.ws4redis.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What was measured on what: a line {@code name = value} each. */
record Environment(List<String> lines) {

    static Environment read(Path file) throws IOException {
        return new Environment(Files.exists(file) ? Files.readAllLines(file) : List.of());
    }

    /** {@return the lines as items of a list} */
    List<String> items() {
        return lines.stream().filter(line -> line.contains(" = ")).map(line -> {
            int at = line.indexOf(" = ");
            String name = line.substring(0, at);
            String value = line.substring(at + 3).strip().replaceAll(",$", "");
            return name + ": " + (name.equals("command") ? "`" + value + "`" : value);
        }).toList();
    }
}
