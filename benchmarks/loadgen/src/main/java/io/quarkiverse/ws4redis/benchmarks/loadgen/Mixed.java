package io.quarkiverse.ws4redis.benchmarks.loadgen;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.netty.channel.EventLoop;

/** "mixed": requests of all kinds, each answered exactly once, and every message that they publish delivered. */
final class Mixed implements Mode {

    private final Options opts;
    private final Report report;
    private final Engine engine;
    private final int conns;
    private final List<Requester> requesters = new ArrayList<>();
    private final List<EventLoop> loops = new ArrayList<>();
    private final Map<EventLoop, Answers> answers = new LinkedHashMap<>();

    Mixed(Options opts) {
        this.opts = opts;
        this.report = new Report(opts);
        this.conns = opts.conns[0];
        if (conns % opts.channels != 0) {
            throw new IllegalArgumentException("--conns must be a multiple of --channels");
        }
        this.engine = new Engine(opts, conns, conns / opts.channels, conns);
    }

    @Override
    public boolean run() throws Exception {
        List<Want> wants = new ArrayList<>();
        for (int i = 0; i < conns; i++) {
            wants.add(Want.subscriber(opts.url, i, opts.pkBase + i % opts.channels));
        }
        Conn[] open = engine.open(wants, null);
        int failed = Engine.failed(open);
        report.put("conns", conns);
        report.put("channels", opts.channels);
        report.put("window", opts.rate > 0 ? 0 : opts.window);
        report.put("rate", opts.rate);
        report.put("failed_connections", failed);
        boolean flawless = failed == 0 && measure(open);
        report.print();
        engine.close(open);
        engine.shutdown();
        return flawless;
    }

    private boolean measure(Conn[] open) throws InterruptedException {
        for (int i = 0; i < conns; i++) {
            EventLoop loop = open[i].loop();
            loops.add(loop);
            requesters.add(new Requester(engine, open[i], i, answers.computeIfAbsent(loop, l -> new Answers())));
        }
        for (int i = 0; i < conns; i++) {
            loops.get(i).execute(requesters.get(i)::start);
        }
        Thread.sleep((long) (opts.warmup * 1000));
        Usage u0 = Usage.now(opts);
        Answers a0 = snapshot(true);
        Stats s0 = engine.snapshot(true);
        Thread.sleep((long) (opts.duration * 1000));
        Usage u1 = Usage.now(opts);
        Answers a1 = snapshot(false);
        Stats s1 = engine.snapshot(false);
        for (int i = 0; i < conns; i++) {
            loops.get(i).execute(requesters.get(i)::stop);
        }
        reportRate(u0, u1, a0, a1, s1.deliveries - s0.deliveries);
        return check();
    }

    private Answers snapshot(boolean resetLatency) throws InterruptedException {
        Answers sum = new Answers();
        for (Map.Entry<EventLoop, Answers> e : answers.entrySet()) {
            e.getKey().submit(() -> {
                e.getValue().addTo(sum);
                if (resetLatency) {
                    e.getValue().resetLatency();
                }
            }).sync();
        }
        return sum;
    }

    private void reportRate(Usage u0, Usage u1, Answers a0, Answers a1, long deliveries) {
        double seconds = u1.secondsSince(u0);
        long requests = a1.answeredCount() - a0.answeredCount();
        report.put("seconds", seconds);
        report.put("requests", requests);
        report.put("requests_per_s", requests / seconds);
        report.put("deliveries_per_s", deliveries / seconds);
        a1.latency().forEach((kind, latency) -> Latency.report(kind.name().toLowerCase(Locale.ROOT), opts.rate > 0
                ? latency
                : Latency.corrected(latency, opts.window * conns, requests / seconds), report));
        u1.report(u0, requests / 1e6, "per_M", report);
    }

    /** Waits for what is still to come, at most until nothing has come for the timeout. */
    private boolean check() throws InterruptedException {
        long quietSince = System.nanoTime();
        long before = -1;
        while (true) {
            Answers a = snapshot(false);
            Stats s = engine.snapshot(false);
            long expected = expected();
            boolean complete = a.answeredCount() == a.sentCount() && s.deliveries >= expected;
            if (a.answeredCount() + s.deliveries != before) {
                before = a.answeredCount() + s.deliveries;
                quietSince = System.nanoTime();
            }
            if (complete || System.nanoTime() - quietSince > opts.timeout * 1e9) {
                report.put("unanswered", a.sentCount() - a.answeredCount());
                report.put("unexpected_answers", a.unexpectedCount());
                s.reportChecks(expected, report);
                return complete && a.unexpectedCount() == 0 && s.isFlawless(expected);
            }
            Thread.sleep(100);
        }
    }

    private long expected() throws InterruptedException {
        long published = 0;
        for (int i = 0; i < conns; i++) {
            published += loops.get(i).submit(requesters.get(i)::published).sync().getNow();
        }
        return published * engine.subscribersPerChannel();
    }
}
