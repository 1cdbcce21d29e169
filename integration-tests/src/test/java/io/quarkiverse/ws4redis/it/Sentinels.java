package io.quarkiverse.ws4redis.it;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;

/** A master and a replica, and three sentinels that watch them; they need two to agree. */
public final class Sentinels implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(120);

    private final List<RedisProcess> servers = new ArrayList<>();
    private final List<RedisProcess> sentinels = new ArrayList<>();

    /** Starts them all, and waits until they know each other. */
    public Sentinels() {
        RedisProcess first = RedisProcess.start(0, "--repl-diskless-sync-delay", "0");
        servers.add(first);
        servers.add(RedisProcess.start(0, "--repl-diskless-sync-delay", "0", "--replicaof", "127.0.0.1",
                Integer.toString(first.port())));
        for (int i = 0; i < 3; i++) {
            sentinels.add(RedisProcess.startSentinel("sentinel monitor main 127.0.0.1 " + first.port() + " 2",
                    "sentinel down-after-milliseconds main 1000", "sentinel failover-timeout main 10000"));
        }
        awaitHealth();
    }

    /** {@return the sentinels, as in {@code quarkus.redis.hosts}} */
    public String hosts() {
        return sentinels.stream().map(RedisProcess::url).collect(Collectors.joining(","));
    }

    /** {@return the server that says that it is the master} */
    public RedisProcess master() {
        return servers.stream().filter(server -> server.isAlive() && replication(server).contains("role:master")).findFirst()
                .orElseThrow();
    }

    /** {@return whether one that lives says that it is the master} */
    public boolean hasMaster() {
        return servers.stream().anyMatch(server -> server.isAlive() && replication(server).contains("role:master"));
    }

    /** {@return the other one} */
    RedisProcess replica() {
        RedisProcess master = master();
        return servers.get(servers.get(0) == master ? 1 : 0);
    }

    /** A machine fails: the master, and the sentinel that clients ask first. */
    public void killMaster() {
        master().stop();
        sentinels.get(0).stop();
    }

    /** What was killed is started again, and becomes what the others think it is. */
    public void heal() {
        sentinels.stream().filter(sentinel -> !sentinel.isAlive()).toList().forEach(RedisProcess::restart);
        servers.stream().filter(server -> !server.isAlive()).toList().forEach(RedisProcess::restart);
        awaitHealth();
    }

    /** An operator wants the other one to be master. */
    public void failOver() {
        RedisProcess former = master();
        sentinels.get(1).send("SENTINEL FAILOVER main");
        await().atMost(PATIENCE).until(() -> replication(former).contains("role:slave"));
    }

    private void awaitHealth() {
        await().atMost(PATIENCE).until(() -> servers.stream().map(Sentinels::replication)
                .anyMatch(info -> info.contains("role:slave") && info.contains("master_link_status:up")));
        await().atMost(PATIENCE).until(() -> sentinels.stream().map(sentinel -> sentinel.send("INFO sentinel"))
                .allMatch(info -> info.contains("status=ok") && info.contains("slaves=1,sentinels=3")));
    }

    private static String replication(RedisProcess server) {
        return server.send("INFO replication");
    }

    @Override
    public void close() {
        sentinels.forEach(RedisProcess::close);
        servers.forEach(RedisProcess::close);
    }
}
