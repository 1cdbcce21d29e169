package io.quarkiverse.ws4redis.benchmarks.loadgen;

import java.util.concurrent.TimeUnit;

import org.HdrHistogram.Histogram;

/** "fanout" and "many": publishers and subscribers, each delivery checked. */
final class Delivery implements Mode {

    private final Options opts;
    private final Report report;
    private final Engine engine;
    private final Layout layout;

    Delivery(Options opts) {
        this.opts = opts;
        this.report = new Report(opts);
        this.engine = new Engine(opts, opts.publishers, opts.subs,
                opts.subs * opts.channels + opts.notReading + opts.publishers * opts.threads);
        this.layout = new Layout(opts, engine);
    }

    @Override
    public boolean run() throws Exception {
        Conn[] conns = engine.open(layout.wants(), null);
        int failed = Engine.failed(conns);
        reportLoad(failed);
        boolean flawless = failed == 0 && measure(conns);
        report.print();
        engine.close(conns);
        engine.shutdown();
        return flawless;
    }

    private void reportLoad(int failed) {
        report.put("subscribers", layout.subscribers());
        report.put("channels", opts.channels);
        report.put("publishers", opts.publishers);
        report.put("window", opts.rate > 0 ? 0 : opts.window);
        report.put("rate", opts.rate);
        report.put("size", opts.size);
        report.put("not_reading", opts.notReading);
        report.put("failed_connections", failed);
    }

    private boolean measure(Conn[] conns) throws InterruptedException {
        Publisher[] publishers = layout.publishers(conns);
        engine.listener((publisher, seq) -> publishers[publisher].delivered(seq));
        SlowReaders slow = new SlowReaders(layout.notReading(conns));
        Thread.sleep(1000); // subscriptions that a server still passes on to Redis
        slow.stopReading();
        Thread sweeper = sweeper(publishers);
        for (Publisher p : publishers) {
            p.start();
        }
        pause(opts.warmup);
        Proc.Memory m0 = Proc.memory(Proc.tree(opts.serverPid));
        Usage u0 = Usage.now(opts);
        Stats s0 = engine.snapshot(true);
        pause(opts.duration);
        Usage u1 = Usage.now(opts);
        Stats s1 = engine.snapshot(false);
        Proc.Memory m1 = Proc.memory(u1.serverPids());
        for (Publisher p : publishers) {
            p.stop();
        }
        Stats end = drain(publishers);
        sweeper.interrupt();

        reportRate(u0, u1, s0, s1);
        report.put("server_rss_kb_before", m0.rss());
        report.put("server_rss_kb_after", m1.rss());
        int timeouts = 0;
        for (Publisher p : publishers) {
            timeouts += p.timeouts();
        }
        report.put("window_timeouts", timeouts);
        long expected = expected(publishers);
        end.reportChecks(expected, report);
        slow.report(report);
        return end.isFlawless(expected);
    }

    private static void pause(double seconds) throws InterruptedException {
        Thread.sleep((long) (seconds * 1000));
    }

    /** Frees what a lost message holds in the window. */
    private Thread sweeper(Publisher[] publishers) {
        Thread sweeper = new Thread(() -> {
            try {
                while (true) {
                    Thread.sleep(200);
                    for (Publisher p : publishers) {
                        p.expire((long) (opts.timeout * 1e9));
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        sweeper.setDaemon(true);
        sweeper.start();
        return sweeper;
    }

    /** Everything sent must arrive: waits until it has, or until nothing has come for the timeout. */
    private Stats drain(Publisher[] publishers) throws InterruptedException {
        Stats end = engine.snapshot(false);
        long quietSince = System.nanoTime();
        while (end.deliveries < expected(publishers)
                && System.nanoTime() - quietSince < TimeUnit.MILLISECONDS.toNanos((long) (opts.timeout * 1000))) {
            Thread.sleep(100);
            Stats now = engine.snapshot(false);
            if (now.deliveries != end.deliveries) {
                quietSince = System.nanoTime();
            }
            end = now;
        }
        Thread.sleep(300); // a duplicate may still come
        return engine.snapshot(false);
    }

    private long expected(Publisher[] publishers) throws InterruptedException {
        long sum = 0;
        for (Publisher p : publishers) {
            sum += p.sent() * opts.subs;
        }
        return sum;
    }

    private void reportRate(Usage u0, Usage u1, Stats s0, Stats s1) {
        double seconds = u1.secondsSince(u0);
        long deliveries = s1.deliveries - s0.deliveries;
        report.put("seconds", seconds);
        report.put("deliveries", deliveries);
        report.put("deliveries_per_s", deliveries / seconds);
        Histogram latency = s1.latency;
        if (opts.rate == 0) {
            report.put("latency_uncorrected_p99_ms", latency.getValueAtPercentile(99) / 1e6);
            latency = Latency.corrected(latency, opts.window * opts.publishers, deliveries / seconds / opts.subs);
        }
        Latency.report("latency", latency, report);
        u1.report(u0, deliveries / 1e6, "per_M", report);
        report.put("frames_per_read", deliveries / (double) Math.max(1, s1.reads - s0.reads));
    }
}
