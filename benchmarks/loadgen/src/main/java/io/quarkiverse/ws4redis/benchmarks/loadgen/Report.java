package io.quarkiverse.ws4redis.benchmarks.loadgen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;

/** What one measurement found: a line of JSON, and a table for people. */
final class Report {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Object> values = new LinkedHashMap<>();
    private final String out;

    Report(Options opts) {
        out = opts.out;
        put("label", opts.label);
        put("round", opts.round);
        put("server", opts.server);
        put("mode", opts.mode);
        put("load", opts.load);
    }

    /** Numbers are rounded: to four decimals, from a thousand on to none. */
    void put(String key, Object value) {
        values.put(key, value instanceof Double d ? rounded(d) : value);
    }

    private static Object rounded(double d) {
        if (!Double.isFinite(d)) {
            return null;
        }
        return Math.abs(d) >= 1000 ? (Object) Math.round(d) : Double.valueOf(Math.round(d * 1e4) / 1e4);
    }

    /** The line goes to standard output and to --out, the table to standard error. */
    void print() throws IOException {
        values.forEach((key, value) -> System.err.printf(Locale.ROOT, "  %-28s %s%n", key, value));
        String line = JSON.writeValueAsString(values);
        System.out.println(line);
        if (!out.isBlank()) {
            Files.writeString(Path.of(out), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }
}
