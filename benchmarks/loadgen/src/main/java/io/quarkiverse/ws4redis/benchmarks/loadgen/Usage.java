package io.quarkiverse.ws4redis.benchmarks.loadgen;

import java.util.Set;

/** What the server, Redis, this program and the whole machine had used at one instant. */
record Usage(long nanos, Set<Integer> serverPids, Proc.Cpu server, RedisInfo redis, Proc.Cpu self, double machine) {

    static Usage now(Options opts) {
        Set<Integer> pids = Proc.tree(opts.serverPid);
        return new Usage(System.nanoTime(), pids, Proc.cpu(pids), RedisInfo.of(opts.redis), Proc.self(),
                Proc.machineBusy());
    }

    double secondsSince(Usage before) {
        return (nanos - before.nanos) / 1e9;
    }

    double serverCoresSince(Usage before) {
        return server.minus(before.server).total() / secondsSince(before);
    }

    /** Reports the CPU time since then, divided by so many units of work. */
    void report(Usage before, double units, String suffix, Report report) {
        double seconds = secondsSince(before);
        Proc.Cpu ofServer = server.minus(before.server);
        Proc.Cpu ofRedis = redis.cpu().minus(before.redis.cpu());
        Proc.Cpu ofSelf = self.minus(before.self);
        if (!serverPids.isEmpty()) {
            report.put("server_cpu_s_" + suffix, ofServer.total() / units);
            report.put("server_cpu_user_s_" + suffix, ofServer.user() / units);
            report.put("server_cpu_sys_s_" + suffix, ofServer.sys() / units);
        }
        report.put("redis_cpu_s_" + suffix, ofRedis.total() / units);
        report.put("loadgen_cpu_s_" + suffix, ofSelf.total() / units);
        report.put("server_cores", ofServer.total() / seconds);
        report.put("redis_cores", ofRedis.total() / seconds);
        report.put("loadgen_cores", ofSelf.total() / seconds);
        double others = machine - before.machine - ofServer.total() - ofRedis.total() - ofSelf.total();
        report.put("other_cores", Math.max(0, others) / seconds);
    }
}
