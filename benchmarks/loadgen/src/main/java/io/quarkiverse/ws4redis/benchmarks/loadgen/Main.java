package io.quarkiverse.ws4redis.benchmarks.loadgen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.HdrHistogram.Histogram;

/** The load generator's modes and its report. See {@link Options#USAGE}. */
public final class Main {
    private final Options opts;
    private final Map<String, Object> report = new LinkedHashMap<>();
    private Set<Integer> serverPids = Set.of();
    private boolean bad;

    private Main(Options opts) {
        this.opts = opts;
    }

    public static void main(String[] args) throws Exception {
        Options o;
        try {
            o = new Options(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n\n" + Options.USAGE);
            System.exit(2);
            return;
        }
        Main m = new Main(o);
        m.put("label", o.label);
        m.put("server", o.server);
        m.put("mode", o.mode);
        switch (o.mode) {
            case "fanout", "many" -> m.deliver();
            case "storm" -> m.storm();
            default -> m.idle();
        }
        m.print();
        System.exit(m.bad ? 1 : 0);
    }

    private void put(String key, Object value) {
        report.put(key, value);
    }

    /** What the machine, the server, Redis and this program had used at one instant. */
    private record Usage(long nanos, Proc.Cpu server, Proc.Cpu redis, Proc.Cpu self, double machine) {
    }

    private Usage usage() {
        return new Usage(System.nanoTime(), Proc.cpu(serverPids), Proc.redisCpu(Proc.redis(opts.redis)), Proc.self(),
                Proc.machineBusy());
    }

    // ---- fanout, many

    private void deliver() throws Exception {
        Engine engine = new Engine(opts, opts.publishers, opts.subs);
        List<Engine.Want> wants = new ArrayList<>();
        for (int k = 0; k < opts.subs; k++) {
            for (int c = 0; c < opts.channels; c++) {
                wants.add(new Engine.Want(opts.url, true, opts.pkBase + c));
            }
        }
        int subscribers = wants.size();
        // In "fanout" all publishers share the one channel; in "many" each channel has one publisher.
        int[][] pks = new int[opts.publishers][];
        int[][] at = new int[opts.publishers][];
        for (int p = 0; p < opts.publishers; p++) {
            List<Integer> mine = new ArrayList<>();
            for (int c = 0; c < opts.channels; c++) {
                if (opts.channels == 1 || c % opts.publishers == p) {
                    mine.add(opts.pkBase + c);
                }
            }
            pks[p] = mine.stream().mapToInt(i -> i).toArray();
            at[p] = new int[pks[p].length];
            boolean each = engine.protocol.publisherPerChannel();
            for (int i = 0; i < pks[p].length; i++) {
                if (each || i == 0) {
                    // Padded so that connection number mod threads is the publisher's loop.
                    while (wants.size() % opts.threads != p % opts.threads) {
                        wants.add(new Engine.Want(opts.pubUrl, false, pks[p][i]));
                    }
                    wants.add(new Engine.Want(opts.pubUrl, false, pks[p][i]));
                }
                at[p][i] = wants.size() - 1;
            }
        }
        Conn[] conns = engine.open(wants, null);
        int failed = 0;
        for (Conn c : conns) {
            failed += c == null ? 1 : 0;
        }
        put("subscribers", subscribers);
        put("channels", opts.channels);
        put("publishers", opts.publishers);
        put("window", opts.rate > 0 ? 0 : opts.window);
        put("rate", opts.rate);
        put("size", opts.size);
        put("failed_connections", failed);
        if (failed > 0) {
            bad = true;
            engine.close(conns);
            engine.shutdown();
            return;
        }
        Publisher[] publishers = new Publisher[opts.publishers];
        for (int p = 0; p < publishers.length; p++) {
            Conn[] own = new Conn[pks[p].length];
            for (int i = 0; i < own.length; i++) {
                own[i] = conns[at[p][i]];
            }
            publishers[p] = new Publisher(engine, p, engine.loop(p), pks[p], own);
        }
        engine.publishers(publishers);
        Thread.sleep(1000); // subscriptions that a server still passes on to Redis

        Thread sweeper = new Thread(() -> {
            try {
                while (true) {
                    Thread.sleep(200);
                    for (Publisher p : publishers) {
                        p.expire((long) (opts.timeout * 1e9));
                    }
                }
            } catch (InterruptedException e) {
                // done
            }
        });
        sweeper.setDaemon(true);
        sweeper.start();
        for (Publisher p : publishers) {
            p.start();
        }
        Thread.sleep((long) (opts.warmup * 1000));
        serverPids = Proc.tree(opts.serverPid);
        Usage u0 = usage();
        Stats s0 = engine.snapshot(true);
        Thread.sleep((long) (opts.duration * 1000));
        Usage u1 = usage();
        Stats s1 = engine.snapshot(false);
        for (Publisher p : publishers) {
            p.stop();
        }

        // Everything sent must arrive: wait until it has, or until nothing has come for the timeout.
        long expected = 0;
        Stats end = engine.snapshot(false);
        long quietSince = System.nanoTime();
        while (true) {
            Thread.sleep(100);
            expected = 0;
            for (Publisher p : publishers) {
                long[] sum = new long[1];
                p.loop().submit(() -> {
                    for (int i = 0; i < p.pks().length; i++) {
                        sum[0] += (long) p.sentTo(i) * opts.subs;
                    }
                }).sync();
                expected += sum[0];
            }
            Stats now = engine.snapshot(false);
            if (now.deliveries != end.deliveries) {
                quietSince = System.nanoTime();
            }
            end = now;
            if (now.deliveries >= expected || System.nanoTime() - quietSince > opts.timeout * 1e9) {
                break;
            }
        }
        Thread.sleep(300); // a duplicate may still come
        end = engine.snapshot(false);
        sweeper.interrupt();
        int timeouts = 0;
        for (Publisher p : publishers) {
            timeouts += p.timeouts.get();
        }

        double seconds = (u1.nanos - u0.nanos) / 1e9;
        long deliveries = s1.deliveries - s0.deliveries;
        put("seconds", seconds);
        put("deliveries", deliveries);
        put("deliveries_per_s", deliveries / seconds);
        put("latency_p50_ms", s1.latency.getValueAtPercentile(50) / 1e6);
        put("latency_p99_ms", s1.latency.getValueAtPercentile(99) / 1e6);
        put("latency_max_ms", s1.latency.getMaxValue() / 1e6);
        cpu(u0, u1, seconds, deliveries / 1e6, "per_M");
        put("frames_per_read", (s1.deliveries - s0.deliveries) / (double) Math.max(1, s1.reads - s0.reads));
        put("expected_whole_run", expected);
        put("lost", expected - end.deliveries);
        put("duplicates", end.duplicates);
        put("reordered", end.reordered);
        put("misrouted", end.misrouted);
        put("window_timeouts", timeouts);
        put("server_errors", end.serverErrors);
        put("closed_early", end.closedEarly);
        if (end.lastError != null) {
            put("last_error", end.lastError);
        }
        bad = end.deliveries != expected || end.duplicates + end.reordered + end.misrouted + end.closedEarly > 0;
        engine.close(conns);
        engine.shutdown();
    }

    private void cpu(Usage u0, Usage u1, double seconds, double units, String suffix) {
        Proc.Cpu server = u1.server.minus(u0.server);
        Proc.Cpu redis = u1.redis.minus(u0.redis);
        Proc.Cpu self = u1.self.minus(u0.self);
        double machine = u1.machine - u0.machine;
        if (!serverPids.isEmpty()) {
            put("server_cpu_s_" + suffix, server.total() / units);
            put("server_cpu_user_s_" + suffix, server.user() / units);
            put("server_cpu_sys_s_" + suffix, server.sys() / units);
        }
        if (!opts.redis.isBlank()) {
            put("redis_cpu_s_" + suffix, redis.total() / units);
        }
        put("loadgen_cpu_s_" + suffix, self.total() / units);
        put("server_cores", server.total() / seconds);
        put("redis_cores", redis.total() / seconds);
        put("loadgen_cores", self.total() / seconds);
        put("other_cores", Math.max(0, machine - server.total() - redis.total() - self.total()) / seconds);
    }

    // ---- storm

    private void storm() throws Exception {
        Engine engine = new Engine(opts, 1, 1);
        serverPids = Proc.tree(opts.serverPid);
        List<Engine.Want> wants = wants();
        // A first, smaller storm warms both sides up; it is closed again before the measured one.
        Conn[] warm = engine.open(wants.subList(0, Math.min(wants.size(), opts.warmup > 0 ? 500 : 0)), null);
        engine.close(warm);
        Thread.sleep(1000);
        Histogram times = new Stats().latency;
        Usage u0 = usage();
        Conn[] conns = engine.open(wants, times);
        Usage u1 = usage();
        double seconds = (u1.nanos - u0.nanos) / 1e9;
        put("conns", opts.conns);
        put("in_flight", opts.inFlight);
        put("failed_connections", opts.conns - times.getTotalCount());
        put("seconds", seconds);
        put("ready_per_s", times.getTotalCount() / seconds);
        put("ready_p50_ms", times.getValueAtPercentile(50) / 1e6);
        put("ready_p99_ms", times.getValueAtPercentile(99) / 1e6);
        put("ready_max_ms", times.getMaxValue() / 1e6);
        cpu(u0, u1, seconds, times.getTotalCount() / 1e3, "per_1000");
        bad = times.getTotalCount() != opts.conns;
        engine.close(conns);
        engine.shutdown();
    }

    private List<Engine.Want> wants() {
        List<Engine.Want> wants = new ArrayList<>();
        for (int i = 0; i < opts.conns; i++) {
            wants.add(new Engine.Want(opts.url, true, opts.pkBase + i % opts.channels));
        }
        return wants;
    }

    // ---- idle

    private void idle() throws Exception {
        Engine engine = new Engine(opts, 1, 1);
        List<Engine.Want> wants = wants();
        // What a server loads and compiles for its first connections is not memory per connection.
        engine.close(engine.open(wants.subList(0, Math.min(wants.size(), opts.warmup > 0 ? 500 : 0)), null));
        Thread.sleep(1000);
        Proc.Memory before = sample();
        long tcpBefore = Proc.tcpKernelKb();
        Map<String, Double> redisBefore = Proc.redis(opts.redis);
        Conn[] conns = engine.open(wants, null);
        int failed = 0;
        for (Conn c : conns) {
            failed += c == null ? 1 : 0;
        }
        Usage u0 = usage();
        Thread.sleep((long) (opts.duration * 1000));
        Usage u1 = usage();
        Proc.Memory peak = Proc.memory(Proc.tree(opts.serverPid));
        Proc.Memory after = sample();
        Map<String, Double> redisAfter = Proc.redis(opts.redis);
        Stats s = engine.snapshot(false);
        int held = opts.conns - failed;
        put("conns", opts.conns);
        put("channels", opts.channels);
        put("failed_connections", failed);
        put("closed_early", s.closedEarly);
        put("rss_before_kb", before.rss());
        put("rss_after_kb", after.rss());
        put("rss_after_unsettled_kb", peak.rss());
        put("rss_kb_per_conn", (after.rss() - before.rss()) / (double) Math.max(1, held));
        put("rss_unsettled_kb_per_conn", (peak.rss() - before.rss()) / (double) Math.max(1, held));
        put("pss_kb_per_conn", (after.pss() - before.pss()) / (double) Math.max(1, held));
        put("anon_kb_per_conn", (after.anonymous() - before.anonymous()) / (double) Math.max(1, held));
        put("kernel_tcp_kb_per_conn", (Proc.tcpKernelKb() - tcpBefore) / (double) Math.max(1, held));
        put("redis_used_before_kb", redisBefore.getOrDefault("used_memory", 0.0) / 1024);
        put("redis_used_after_kb", redisAfter.getOrDefault("used_memory", 0.0) / 1024);
        put("redis_clients", redisAfter.getOrDefault("connected_clients", 0.0));
        put("idle_server_cores", u1.server.minus(u0.server).total() / ((u1.nanos - u0.nanos) / 1e9));
        if (s.lastError != null) {
            put("last_error", s.lastError);
        }
        bad = failed > 0 || s.closedEarly > 0;
        engine.close(conns);
        engine.shutdown();
    }

    private Proc.Memory sample() throws IOException, InterruptedException {
        if (!opts.settleCmd.isBlank()) {
            String cmd = opts.settleCmd.replace("{pid}", opts.serverPid.split(",")[0]);
            Process p = new ProcessBuilder("sh", "-c", cmd).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            if (!p.waitFor(60, TimeUnit.SECONDS)) {
                p.destroy();
            }
            Thread.sleep(1000);
        }
        serverPids = Proc.tree(opts.serverPid);
        return Proc.memory(serverPids);
    }

    // ---- report

    private void print() throws IOException {
        StringBuilder json = new StringBuilder("{");
        StringBuilder table = new StringBuilder();
        for (Map.Entry<String, Object> e : report.entrySet()) {
            Object v = e.getValue();
            String s;
            if (v instanceof Double d) {
                s = Double.isFinite(d) ? String.format(Locale.ROOT, Math.abs(d) >= 1000 ? "%.0f" : "%.4f", d) : "null";
            } else if (v instanceof Number) {
                s = v.toString();
            } else {
                s = quote(v.toString());
            }
            json.append(json.length() > 1 ? "," : "").append(quote(e.getKey())).append(':').append(s);
            table.append(String.format("  %-28s %s%n", e.getKey(), s));
        }
        json.append('}');
        System.err.print(table);
        System.out.println(json);
        if (!opts.out.isBlank()) {
            Files.writeString(Path.of(opts.out), json + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    private static String quote(String s) {
        StringBuilder b = new StringBuilder("\"");
        for (char c : s.toCharArray()) {
            if (c == '"' || c == '\\') {
                b.append('\\').append(c);
            } else if (c < 32) {
                b.append(String.format("\\u%04x", (int) c));
            } else {
                b.append(c);
            }
        }
        return b.append('"').toString();
    }
}
