package io.quarkiverse.ws4redis.benchmarks.loadgen;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** "idle": memory and CPU of connections that do nothing, at each of several counts of them. */
final class Idle implements Mode {

    private static final int WARM = 500;

    private final Options opts;
    private final Engine engine;
    private final List<Conn> held = new ArrayList<>();
    private boolean flawless = true;

    Idle(Options opts) {
        this.opts = opts;
        this.engine = new Engine(opts, 1, 1, opts.conns[opts.conns.length - 1] + WARM);
    }

    @Override
    public boolean run() throws Exception {
        // What a server loads and compiles for its first connections is not memory per connection.
        engine.close(engine.open(wants(opts.conns[opts.conns.length - 1], opts.warmup > 0 ? WARM : 0), null));
        Thread.sleep(1000);
        Proc.Memory before = settled();
        long kernelBefore = Proc.tcpKernelKb();
        RedisInfo redisBefore = RedisInfo.of(opts.redis);
        for (int count : opts.conns) {
            for (Conn c : engine.open(wants(held.size(), count - held.size()), null)) {
                held.add(c);
            }
            point(before, kernelBefore, redisBefore);
        }
        engine.close(held.toArray(Conn[]::new));
        engine.shutdown();
        return flawless;
    }

    private List<Want> wants(int from, int count) {
        List<Want> wants = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            wants.add(Want.subscriber(opts.url, i, opts.pkBase + i % opts.channels));
        }
        return wants;
    }

    private void point(Proc.Memory before, long kernelBefore, RedisInfo redisBefore) throws Exception {
        long period = (long) (opts.duration * 1000);
        // The first one is for the compiler, to which what a server does now and then is news.
        Thread.sleep(period);
        Usage u0 = Usage.now(opts);
        Thread.sleep(period);
        Usage u1 = Usage.now(opts);
        Proc.Memory unsettled = Proc.memory(u1.serverPids());
        Proc.Memory after = settled();
        Stats stats = engine.snapshot(false);
        int failed = Engine.failed(held.toArray(Conn[]::new));
        double open = Math.max(1, held.size() - failed);
        Report report = new Report(opts);
        report.put("conns", held.size());
        report.put("channels", opts.channels);
        report.put("failed_connections", failed);
        report.put("closed_early", stats.closedEarly);
        report.put("rss_before_kb", before.rss());
        report.put("rss_after_kb", after.rss());
        report.put("rss_kb_per_conn", (after.rss() - before.rss()) / open);
        report.put("rss_unsettled_kb_per_conn", (unsettled.rss() - before.rss()) / open);
        report.put("pss_kb_per_conn", (after.pss() - before.pss()) / open);
        report.put("anon_kb_per_conn", (after.anonymous() - before.anonymous()) / open);
        report.put("kernel_tcp_kb_per_conn", (Proc.tcpKernelKb() - kernelBefore) / open);
        RedisInfo redis = RedisInfo.of(opts.redis);
        report.put("redis_kb_per_conn", (redis.value("used_memory") - redisBefore.value("used_memory")) / 1024 / open);
        report.put("redis_clients", redis.value("connected_clients"));
        report.put("idle_server_cores", u1.serverCoresSince(u0));
        if (stats.lastError != null) {
            report.put("last_error", stats.lastError);
        }
        report.print();
        flawless &= failed == 0 && stats.closedEarly == 0;
    }

    /** {@return the server's memory, after the command that makes it give back what it does not need} */
    private Proc.Memory settled() throws IOException, InterruptedException {
        if (!opts.settleCmd.isBlank()) {
            String cmd = opts.settleCmd.replace("{pid}", opts.serverPid.split(",")[0]);
            Process p = new ProcessBuilder("sh", "-c", cmd).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            if (!p.waitFor(60, TimeUnit.SECONDS)) {
                p.destroy();
            }
            Thread.sleep(1000);
        }
        return Proc.memory(Proc.tree(opts.serverPid));
    }
}
