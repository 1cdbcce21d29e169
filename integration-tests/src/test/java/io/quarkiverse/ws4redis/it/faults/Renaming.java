package io.quarkiverse.ws4redis.it.faults;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Creates projects and gives them names, on any node and on several at once, whether the nodes live or not. What has become of
 * a request that got no answer only the database knows.
 */
final class Renaming implements AutoCloseable {

    private static final int THREADS = 4;
    private static final int PROJECTS = 2;
    /** Fewer than history keeps. */
    private static final int NAMES = 60;
    private static final long PACE_MILLIS = 20;

    private record Current(long id, AtomicInteger names) {
    }

    private final List<ProxiedNode> nodes;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
    private final AtomicInteger ids;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicReferenceArray<Current> current = new AtomicReferenceArray<>(PROJECTS);
    private volatile boolean finished;

    /** Begins at once; projects have identifiers from that one on. */
    Renaming(List<ProxiedNode> nodes, int firstId, long seed) {
        this.nodes = nodes;
        this.ids = new AtomicInteger(firstId);
        for (int i = 0; i < PROJECTS; i++) {
            next(i);
        }
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(seed + i);
            threads.scheduleWithFixedDelay(() -> rename(random), PACE_MILLIS, PACE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** {@return how many requests have succeeded} */
    int done() {
        return done.get();
    }

    private void rename(Random random) {
        int slot = random.nextInt(PROJECTS);
        Current project = current.get(slot);
        if (project == null) {
            return;
        }
        int name = project.names().incrementAndGet();
        if (name > NAMES) {
            if (current.compareAndSet(slot, project, null)) {
                next(slot);
            }
        } else {
            post(random, "/server/project/name?pk=" + project.id() + "&name=" + name);
        }
    }

    private void next(int slot) {
        Random random = new Random();
        long id = ids.incrementAndGet();
        while (!finished && !post(random, "/server/project?pk=" + id + "&name=new")) {
            id = ids.incrementAndGet();
        }
        current.set(slot, new Current(id, new AtomicInteger()));
    }

    private boolean post(Random random, String path) {
        try {
            boolean posted = nodes.get(random.nextInt(nodes.size())).node().postForStatus(path, "") < 300;
            if (posted) {
                done.incrementAndGet();
            }
            return posted;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** No further requests; those that are under way are answered. */
    @Override
    public void close() throws InterruptedException {
        finished = true;
        threads.shutdown();
        threads.awaitTermination(Rig.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
