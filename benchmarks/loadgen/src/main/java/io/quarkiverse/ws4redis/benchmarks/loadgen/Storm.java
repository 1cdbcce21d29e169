package io.quarkiverse.ws4redis.benchmarks.loadgen;

import java.util.ArrayList;
import java.util.List;

import org.HdrHistogram.Histogram;

/** "storm": connections as fast as the server takes them. */
final class Storm implements Mode {

    private static final int WARM = 500;

    private final Options opts;
    private final Report report;
    private final Engine engine;
    private final int conns;

    Storm(Options opts) {
        this.opts = opts;
        this.report = new Report(opts);
        this.conns = opts.conns[0];
        this.engine = new Engine(opts, 1, 1, 2 * conns);
    }

    @Override
    public boolean run() throws Exception {
        // A first storm warms both sides up, or shows the server the tokens; it is over before the measured one.
        int warm = opts.seen ? conns : opts.warmup > 0 ? Math.min(conns, WARM) : 0;
        engine.close(engine.open(wants(opts.seen ? 0 : conns, warm), null));
        Thread.sleep(2000);
        Histogram times = Latency.histogram();
        Usage before = Usage.now(opts);
        Conn[] open = engine.open(wants(0, conns), times);
        Usage after = Usage.now(opts);
        report(times, before, after);
        engine.close(open);
        engine.shutdown();
        return times.getTotalCount() == conns;
    }

    private List<Want> wants(int firstNumber, int count) {
        List<Want> wants = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            wants.add(Want.subscriber(opts.url, firstNumber + i, opts.pkBase + i % opts.channels));
        }
        return wants;
    }

    private void report(Histogram times, Usage before, Usage after) throws Exception {
        double seconds = after.secondsSince(before);
        report.put("conns", conns);
        report.put("channels", opts.channels);
        report.put("in_flight", opts.inFlight);
        report.put("auth", opts.jwtKey.isBlank() ? opts.kind : opts.seen ? "jwt seen before" : "jwt");
        report.put("failed_connections", conns - times.getTotalCount());
        report.put("seconds", seconds);
        report.put("ready_per_s", times.getTotalCount() / seconds);
        Latency.report("ready", times, report);
        after.report(before, times.getTotalCount() / 1e3, "per_1000", report);
        report.put("redis_subscribe_commands", after.redis().calls("subscribe") - before.redis().calls("subscribe"));
        report.put("redis_commands",
                after.redis().value("total_commands_processed") - before.redis().value("total_commands_processed"));
        report.print();
    }
}
