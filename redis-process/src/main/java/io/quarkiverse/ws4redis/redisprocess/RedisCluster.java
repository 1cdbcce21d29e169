package io.quarkiverse.ws4redis.redisprocess;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A Redis Cluster of processes on loopback ports, which begins with three masters. Needs Redis 7. Not thread-safe. */
public final class RedisCluster implements AutoCloseable {

    private static final int MASTERS = 3;
    private static final int SLOTS = 16384;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final List<RedisProcess> nodes = new ArrayList<>();

    private RedisCluster() {
    }

    /**
     * Starts three masters, each with so many replicas, and waits until they are one.
     *
     * @param replicas how many replicas each master has
     * @return the Cluster
     * @throws UncheckedIOException if it cannot be started
     */
    public static RedisCluster start(int replicas) {
        RedisCluster cluster = new RedisCluster();
        try {
            for (int i = 0; i < MASTERS * (1 + replicas); i++) {
                cluster.nodes.add(node());
            }
            cluster.join();
            return cluster;
        } catch (IOException e) {
            cluster.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private static RedisProcess node() throws IOException {
        return RedisProcess.start(0, "--cluster-enabled", "yes", "--cluster-node-timeout", "2000",
                "--cluster-replica-validity-factor", "0", "--repl-diskless-sync-delay", "0",
                "--cluster-port", Integer.toString(RedisProcess.freePort()));
    }

    private void join() {
        for (int i = 0; i < nodes.size(); i++) {
            expectOk(nodes.get(i), "CLUSTER SET-CONFIG-EPOCH " + (i + 1));
            if (i < MASTERS) {
                expectOk(nodes.get(i), "CLUSTER ADDSLOTSRANGE " + SLOTS * i / MASTERS + " " + (SLOTS * (i + 1) / MASTERS - 1));
            }
            if (i > 0) {
                meet(nodes.get(i));
            }
        }
        awaitAll(node -> node.send("CLUSTER INFO").contains("cluster_known_nodes:" + nodes.size()));
        for (int i = MASTERS; i < nodes.size(); i++) {
            String master = id(nodes.get(i % MASTERS));
            RedisProcess replica = nodes.get(i);
            await(() -> replica.send("CLUSTER REPLICATE " + master).startsWith("+OK"));
        }
        awaitHealth();
    }

    private void meet(RedisProcess node) {
        String busPort = node.send("CONFIG GET cluster-port").lines().skip(4).findFirst().orElseThrow();
        expectOk(nodes.get(0), "CLUSTER MEET 127.0.0.1 " + node.port() + " " + busPort);
    }

    /**
     * Adds a master that has no slots yet, and stays a master when it has none any more.
     *
     * @return the master
     * @throws UncheckedIOException if it cannot be started
     */
    public RedisProcess grow() {
        try {
            RedisProcess node = node();
            nodes.add(node);
            expectOk(node, "CONFIG SET cluster-allow-replica-migration no");
            expectOk(node, "CLUSTER SET-CONFIG-EPOCH " + nodes.size());
            meet(node);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitAll(node -> node.send("CLUSTER INFO").contains("cluster_known_nodes:" + nodes.size()));
        awaitHealth();
        return nodes.get(nodes.size() - 1);
    }

    /** Waits until all nodes run, and agree that all is well and who has which slots. */
    public void awaitHealth() {
        awaitAll(node -> node.send("CLUSTER INFO").contains("cluster_state:ok")
                && node.send("CLUSTER NODES").lines().noneMatch(line -> line.contains("handshake") || line.contains("fail")));
        await(() -> running().stream().map(RedisCluster::masters).distinct().count() == 1);
        awaitAll(node -> {
            String replication = node.send("INFO replication");
            return replication.contains("role:master") || replication.contains("master_link_status:up");
        });
    }

    /** {@return who has which slots, as a node sees it; that one of them is open, only two of them know} */
    private static Set<String> masters(RedisProcess node) {
        return node.send("CLUSTER NODES").lines().map(line -> List.of(line.split(" "))).filter(fields -> fields.size() > 8)
                .map(fields -> fields.get(0) + fields.stream().skip(8).filter(range -> !range.startsWith("[")).toList())
                .collect(Collectors.toSet());
    }

    /** {@return all nodes, as in {@code quarkus.redis.hosts}} */
    public String hosts() {
        return nodes.stream().map(RedisProcess::url).collect(Collectors.joining(","));
    }

    /** {@return all nodes} */
    public List<RedisProcess> nodes() {
        return List.copyOf(nodes);
    }

    /** {@return the slot of a key or channel} */
    public int slot(String key) {
        return Integer.parseInt(running().get(0).send("CLUSTER KEYSLOT " + key).strip().substring(1));
    }

    /** {@return the master of a key or channel, as it says itself} */
    public RedisProcess master(String key) {
        int slot = slot(key);
        return running().stream().filter(node -> has(node, slot)).findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody has slot " + slot));
    }

    /** {@return a master that does not have that key or channel} */
    public RedisProcess otherMaster(String key) {
        RedisProcess master = master(key);
        return running().stream().filter(node -> node != master && node.send("INFO replication").contains("role:master"))
                .findFirst().orElseThrow();
    }

    private static boolean has(RedisProcess node, int slot) {
        return has(node, "myself,master", slot);
    }

    /** {@return whether one node has a slot, as another sees it} {@code node} is in its line and in no other with slots. */
    private static boolean has(RedisProcess asked, String node, int slot) {
        return asked.send("CLUSTER NODES").lines().filter(line -> line.contains(node))
                .flatMap(line -> List.of(line.split(" ")).stream().skip(8)).filter(range -> !range.startsWith("["))
                .anyMatch(range -> {
                    String[] ends = range.split("-");
                    return Integer.parseInt(ends[0]) <= slot && slot <= Integer.parseInt(ends[ends.length - 1]);
                });
    }

    /**
     * Moves the slot of a key to another master, with all keys that are in it. Waits before until all nodes know where it is:
     * a receiver that has not heard of the last move takes the same epoch for its own, and the two can lose the slot between them.
     *
     * @param key the key
     * @param to the master
     * @param open what to do while the slot is open: still with the former master, and all keys there
     */
    public void move(String key, RedisProcess to, Runnable open) {
        RedisProcess from = master(key);
        int slot = slot(key);
        String sender = id(from);
        String receiver = id(to);
        awaitAll(node -> has(node, sender, slot));
        expectOk(to, "CLUSTER SETSLOT " + slot + " IMPORTING " + sender);
        expectOk(from, "CLUSTER SETSLOT " + slot + " MIGRATING " + receiver);
        open.run();
        for (List<String> keys = keys(from, slot); !keys.isEmpty(); keys = keys(from, slot)) {
            from.send("MIGRATE 127.0.0.1 " + to.port() + " \"\" 0 5000 KEYS " + String.join(" ", keys));
        }
        expectOk(to, "CLUSTER SETSLOT " + slot + " NODE " + receiver);
        expectOk(from, "CLUSTER SETSLOT " + slot + " NODE " + receiver);
    }

    private static List<String> keys(RedisProcess node, int slot) {
        return node.send("CLUSTER GETKEYSINSLOT " + slot + " 10").lines()
                .filter(line -> !line.startsWith("*") && !line.startsWith("$")).toList();
    }

    private static String id(RedisProcess node) {
        return node.send("CLUSTER MYID").lines().skip(1).findFirst().orElseThrow();
    }

    private List<RedisProcess> running() {
        return nodes.stream().filter(RedisProcess::isAlive).toList();
    }

    private static void expectOk(RedisProcess node, String command) {
        String reply = node.send(command);
        if (!reply.startsWith("+OK")) {
            throw new IllegalStateException(command + " was answered with " + reply.strip());
        }
    }

    private void awaitAll(Predicate<RedisProcess> condition) {
        await(() -> running().stream().allMatch(condition));
    }

    private void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the Cluster is not as it should be after " + PATIENCE + ": " + views());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private String views() {
        return running().stream().map(node -> "\n" + node.port() + ": " + node.send("CLUSTER NODES"))
                .collect(Collectors.joining());
    }

    @Override
    public void close() {
        nodes.forEach(RedisProcess::close);
    }
}
