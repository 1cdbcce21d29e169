package io.quarkiverse.ws4redis.benchmarks.loadgen;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Subscribers that stop reading while messages go on, and how the server ended them. */
final class SlowReaders {

    private static final String OPEN = "still open";
    private static final long PATIENCE_MILLIS = 5000;

    private final List<Conn> conns;

    SlowReaders(List<Conn> conns) {
        this.conns = conns;
    }

    void stopReading() throws InterruptedException {
        for (Conn c : conns) {
            c.loop().submit(c::stopReading).sync();
        }
    }

    void report(Report report) throws InterruptedException {
        if (conns.isEmpty()) {
            return;
        }
        for (Conn c : conns) {
            c.loop().execute(c::resumeReading);
        }
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        Map<String, Integer> ends = ends();
        while (ends.containsKey(OPEN) && System.currentTimeMillis() < deadline) {
            Thread.sleep(100);
            ends = ends();
        }
        report.put("not_reading_ended", ends);
    }

    private Map<String, Integer> ends() throws InterruptedException {
        Map<String, Integer> ends = new TreeMap<>();
        for (Conn c : conns) {
            String end = c.loop().submit(c::end).sync().getNow();
            ends.merge(end == null ? OPEN : end, 1, Integer::sum);
        }
        return ends;
    }
}
