package io.quarkiverse.ws4redis.benchmarks.report;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A logarithmic axis over whole decades: {@code from} and {@code to} are powers of ten, {@code start} and {@code end} pixels. */
record Axis(int from, int to, double start, double end) {

    static Axis over(Stream<Double> values, double start, double end) {
        DoubleSummaryStatistics range = values.mapToDouble(v -> v).summaryStatistics();
        int from = (int) Math.floor(Math.log10(range.getMin()));
        int to = (int) Math.ceil(Math.log10(range.getMax()));
        return new Axis(from, Math.max(to, from + 1), start, end);
    }

    double at(double value) {
        return start + (Math.log10(value) - from) / (to - from) * (end - start);
    }

    List<Double> decades() {
        List<Double> decades = new ArrayList<>();
        for (int power = from; power <= to; power++) {
            decades.add(Math.pow(10, power));
        }
        return decades;
    }

    static String label(double decade) {
        return decade >= 1 ? String.format(Locale.ROOT, "%,.0f", decade).replace(",", " ") : String.valueOf((float) decade);
    }
}
