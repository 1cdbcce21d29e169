package io.quarkiverse.ws4redis.benchmarks.report;

import java.util.Locale;

/** Numbers as the report shows them: three digits that count. */
final class Numbers {

    private Numbers() {
    }

    static String format(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", value);
    }

    static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
