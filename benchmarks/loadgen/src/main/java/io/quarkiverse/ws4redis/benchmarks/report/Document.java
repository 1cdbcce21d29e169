package io.quarkiverse.ws4redis.benchmarks.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** The report, section by section; what was not measured is left out. */
final class Document {

    private static final List<Integer> SUBSCRIBERS = List.of(1, 10, 100, 1000);
    private static final List<Integer> CHANNELS = List.of(10, 100, 1000, 10_000);
    private static final List<String> REQUESTS = List.of("auth", "subscribe", "unsubscribe", "publish", "action");

    private final Results results;
    private final Environment environment;
    private final Markup markup;
    private final Charts charts;
    private final Comparison comparison;
    private final StringBuilder out = new StringBuilder();

    Document(Results results, Environment environment, Markup markup, Charts charts) {
        this.results = results;
        this.environment = environment;
        this.markup = markup;
        this.charts = charts;
        this.comparison = new Comparison(results);
    }

    String text() throws IOException {
        cost();
        latency();
        storm();
        idle();
        mixed();
        slow();
        checks();
        measuredOn();
        return out.toString().stripTrailing() + "\n";
    }

    private void cost() throws IOException {
        out.append(markup.heading("Cost and rate"));
        List<Load> loads = new ArrayList<>(Load.fanouts());
        loads.add(Load.fixedRate(100, 300));
        loads.add(Load.many(100, 1000));
        CHANNELS.forEach(channels -> loads.add(Load.many(channels, channels)));
        table(comparison.table("Server CPU seconds per million deliveries", loads, "server_cpu_s_per_M"));
        image("cost-by-subscribers.svg", "subscribers of one channel", SUBSCRIBERS, n -> Load.fanout(n, 128, 16),
                "CPU seconds per million deliveries", "server_cpu_s_per_M");
        image("cost-by-channels.svg", "channels, with one connection each", CHANNELS, n -> Load.many(n, n),
                "CPU seconds per million deliveries", "server_cpu_s_per_M");
        loads.removeIf(load -> load.title().endsWith("a second"));
        table(comparison.table("Deliveries a second", loads, "deliveries_per_s"));
    }

    private void latency() throws IOException {
        List<Load> loads = new ArrayList<>(SUBSCRIBERS.stream().map(n -> Load.fixedRate(n, 100)).toList());
        loads.add(Load.fixedRate(100, 300));
        loads.add(Load.half());
        Table median = comparison.table("Delivery latency, p50, ms", loads, "latency_p50_ms");
        if (median.isEmpty()) {
            return;
        }
        out.append(markup.heading("Latency"));
        table(median);
        table(comparison.table("Delivery latency, p99, ms", loads, "latency_p99_ms"));
        image("latency-p50-by-subscribers.svg", "subscribers of one channel, 100 messages a second", SUBSCRIBERS,
                n -> Load.fixedRate(n, 100), "latency p50, ms", "latency_p50_ms");
        image("latency-p99-by-subscribers.svg", "subscribers of one channel, 100 messages a second", SUBSCRIBERS,
                n -> Load.fixedRate(n, 100), "latency p99, ms", "latency_p99_ms");
    }

    private void storm() {
        List<Load> loads = List.of(Load.storm("As each server authenticates", "terminal"));
        Table rate = comparison.table("Connections ready a second", loads, "ready_per_s");
        OptionalDouble base = results.median(Results.BASE, loads.get(0), "ready_per_s");
        Table ours = new Table(List.of("4000 connections to " + Results.OURS, "ready a second", "of the relay's rate",
                "CPU seconds per 1000", "SUBSCRIBE commands"));
        for (Load load : List.of(Load.storm("one token for all, a name each", "terminal"), Load.storm("a JWT each", "jwt"),
                Load.storm("a JWT each, seen before", "jwt seen before"))) {
            results.median(Results.OURS, load, "ready_per_s").ifPresent(ready -> ours.row(List.of(load.title(),
                    Numbers.format(ready),
                    base.isPresent() ? Numbers.ratio(ready / base.getAsDouble()) : "",
                    median(Results.OURS, load, "server_cpu_s_per_1000"),
                    median(Results.OURS, load, "redis_subscribe_commands"))));
        }
        if (!rate.isEmpty()) {
            out.append(markup.heading("Connect storm"));
            table(rate);
            table(ours);
        }
    }

    private void idle() throws IOException {
        List<Integer> counts = results.of(new Load("", r -> r.mode().equals("idle"))).map(r -> (int) r.number("conns"))
                .distinct()
                .sorted().toList();
        if (counts.isEmpty()) {
            return;
        }
        List<Load> loads = counts.stream().map(Load::idle).toList();
        out.append(markup.heading("Idle connections"));
        table(comparison.table("KiB of the server's RSS per connection", loads, "rss_kb_per_conn"));
        table(comparison.table("KiB of Redis' memory per connection", loads, "redis_kb_per_conn"));
        table(comparison.table("Cores that the server uses", loads, "idle_server_cores"));
        image("memory-by-connections.svg", "idle connections with one subscription each", counts, Load::idle,
                "KiB of RSS per connection", "rss_kb_per_conn");
    }

    private void mixed() {
        Load load = Load.mixed();
        OptionalDouble rate = results.median(Results.OURS, load, "requests_per_s");
        if (rate.isEmpty()) {
            return;
        }
        out.append(markup.heading("Mixed requests"));
        out.append(markup.paragraph(Numbers.format(rate.getAsDouble()) + " requests a second, each answered, with "
                + median(Results.OURS, load, "deliveries_per_s") + " deliveries a second, at "
                + median(Results.OURS, load, "server_cpu_s_per_M") + " CPU seconds per million requests."));
        Table table = new Table(List.of("Time to the answer, ms", "p50", "p99"));
        for (String request : REQUESTS) {
            table.row(List.of(request, median(Results.OURS, load, request + "_p50_ms"),
                    median(Results.OURS, load, request + "_p99_ms")));
        }
        table(table);
    }

    private void slow() {
        List<Result> slow = results.of(Load.slow()).toList();
        if (slow.isEmpty()) {
            return;
        }
        out.append(markup.heading("A subscriber that does not read"));
        OptionalDouble without = results.median(Results.OURS, Load.fanout(1000, 4096, 16), "deliveries_per_s");
        OptionalDouble with = results.median(Results.OURS, Load.slow(), "deliveries_per_s");
        Map<String, Long> ends = slow.stream()
                .collect(Collectors.groupingBy(r -> r.text("not_reading_ended"), TreeMap::new, Collectors.counting()));
        out.append(markup.paragraph("With one subscriber more than 1000 that stopped reading, the others got "
                + (with.isPresent() && without.isPresent()
                        ? Numbers.ratio(with.getAsDouble() / without.getAsDouble())
                                + " of their rate without it; "
                        : "their messages; ")
                + "the server's RSS went from " + median(Results.OURS, Load.slow(), "server_rss_kb_before") + " to "
                + median(Results.OURS, Load.slow(), "server_rss_kb_after") + " KiB. How it ended: "
                + ends.entrySet().stream().map(e -> "`" + e.getKey() + "` (" + e.getValue() + ")")
                        .collect(Collectors.joining(", "))
                + "."));
    }

    private void checks() {
        out.append(markup.heading("Checks"));
        List<Result> faulty = results.faulty();
        out.append(markup.paragraph(faulty.isEmpty()
                ? "In " + results.size()
                        + " measurements no message was lost, doubled, out of order or misrouted, no connection "
                        + "failed, and no request went unanswered."
                : faulty.size() + " of " + results.size() + " measurements had faults:"));
        if (!faulty.isEmpty()) {
            out.append(markup.bullets(faulty.stream().map(r -> "`" + r.json() + "`").toList()));
        }
        if (!results.missing().isEmpty()) {
            out.append(markup.paragraph("Not installed, so not measured: " + String.join(", ", results.missing()) + "."));
        }
    }

    private void measuredOn() {
        if (!environment.lines().isEmpty()) {
            out.append(markup.heading("Measured on"));
            out.append(markup.bullets(environment.items()));
        }
    }

    private String median(String server, Load load, String key) {
        OptionalDouble value = results.median(server, load, key);
        return value.isPresent() ? Numbers.format(value.getAsDouble()) : "";
    }

    private void table(Table table) {
        if (!table.isEmpty()) {
            out.append(markup.table(table));
        }
    }

    private void image(String file, String x, List<Integer> counts, IntFunction<Load> load, String y, String key)
            throws IOException {
        if (charts.draw(file, x, counts, load, y, key)) {
            out.append(markup.image(file, y + " against " + x));
        }
    }
}
