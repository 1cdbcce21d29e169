package io.quarkiverse.ws4redis.broker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is to be true of the connections of one identity on two nodes. Its clock moves only when it is told so; a connection counts,
 * and a node is taken for alive, until one expiry after it was last confirmed.
 */
final class PresenceModel {

    static final int LIMIT = 2;

    /** In parts of an expiry. */
    static final int EXPIRY = 10;
    /** After two of them what was not confirmed has expired, and what is confirmed in between has not. */
    static final int PASSES = 6;

    /** What can happen; {@code name} is that of a node. */
    sealed interface Action {
        record Join(String name) implements Action {
        }

        /** The oldest of its connections goes. */
        record Leave(String name) implements Action {
        }

        /** A node is told of the connections that are replaced. */
        record Replace(String name) implements Action {
        }

        /** A node dies, and starts again. */
        record Crash(String name) implements Action {
        }

        /** The same after half a join: the sweepers know the connection, and it does not count. */
        record CrashInJoin(String name) implements Action {
        }

        /** The same after half a leave: the connection does not count any more, and the sweepers know it. */
        record CrashInLeave(String name) implements Action {
        }

        /** A node confirms what it has, and looks after the others. */
        record Tick(String name) implements Action {
        }

        /** More than an expiry, in which all nodes but one do what they do again and again; {@code null} for all. */
        record Time(String frozen) implements Action {
        }
    }

    private static final class Node {
        final Deque<String> open = new ArrayDeque<>();
        final Set<String> known = new LinkedHashSet<>();
        int lease;
    }

    /** What nodes do until all is as it will stay. */
    static final List<Action> QUIET = List.of(new Action.Time(null), new Action.Tick("A"), new Action.Tick("B"));

    private final boolean onlyOne;
    private final Map<String, Node> nodes = new TreeMap<>(Map.of("A", new Node(), "B", new Node()));
    /** Crashed ones, until they are swept. */
    private final List<Node> dead = new ArrayList<>();
    private final Map<String, Integer> counted = new LinkedHashMap<>();
    /** Those of which nodes are told, sooner, later or never. */
    private final Set<String> replaced = new HashSet<>();
    private String last;
    private int now;
    private int connections;

    PresenceModel(boolean onlyOne) {
        this.onlyOne = onlyOne;
        nodes.values().forEach(node -> node.lease = EXPIRY);
    }

    /** {@return what can happen now, and makes a difference} */
    List<Action> possible() {
        List<Action> all = new ArrayList<>();
        nodes.forEach((name, node) -> {
            // Until somebody came, one node is as good as the other.
            if (connections > 0 || name.equals("A")) {
                all.add(new Action.Join(name));
                all.add(new Action.CrashInJoin(name));
            }
            if (!node.open.isEmpty()) {
                all.addAll(List.of(new Action.Leave(name), new Action.Crash(name), new Action.CrashInLeave(name)));
            }
            if (!replaced(node).isEmpty()) {
                all.add(new Action.Replace(name));
            }
            if (connections > 0) {
                all.addAll(List.of(new Action.Tick(name), new Action.Time(name)));
            }
        });
        if (connections > 0) {
            all.add(new Action.Time(null));
        }
        return all;
    }

    void perform(Action action) {
        if (action instanceof Action.Join join) {
            join(nodes.get(join.name()), "c" + connections++);
        } else if (action instanceof Action.Leave leave) {
            leave(nodes.get(leave.name()), oldest(leave.name()));
        } else if (action instanceof Action.Replace replace) {
            Node node = nodes.get(replace.name());
            replaced(node).forEach(connection -> leave(node, connection));
        } else if (action instanceof Action.Crash crash) {
            crash(crash.name());
        } else if (action instanceof Action.CrashInJoin crash) {
            renewOverdueLease(nodes.get(crash.name()));
            nodes.get(crash.name()).known.add("c" + connections++);
            crash(crash.name());
        } else if (action instanceof Action.CrashInLeave crash) {
            counted.remove(oldest(crash.name()));
            crash(crash.name());
        } else if (action instanceof Action.Tick tick) {
            tick(nodes.get(tick.name()));
        } else if (action instanceof Action.Time time) {
            for (int i = 0; i < 2; i++) {
                now += PASSES;
                nodes.keySet().stream().filter(name -> !name.equals(time.frozen())).map(nodes::get).forEach(this::tick);
            }
        }
    }

    private void join(Node node, String connection) {
        renewOverdueLease(node);
        last = connection;
        if (onlyOne) {
            replaced.addAll(counted.keySet());
            counted.clear();
        } else if (live().size() >= LIMIT) {
            return;
        }
        counted.put(connection, now + EXPIRY);
        node.known.add(connection);
        node.open.add(connection);
    }

    private void leave(Node node, String connection) {
        forgetLast(connection);
        counted.remove(connection);
        node.known.remove(connection);
        node.open.remove(connection);
    }

    private void crash(String name) {
        nodes.get(name).open.forEach(this::forgetLast);
        dead.add(nodes.get(name));
        Node next = new Node();
        next.lease = now + EXPIRY;
        nodes.put(name, next);
    }

    /** Who was forgotten with its node is confirmed later, with all others. */
    private void renewOverdueLease(Node node) {
        if (node.lease <= now) {
            node.lease = now + EXPIRY;
            node.known.addAll(node.open);
        }
    }

    private void tick(Node node) {
        boolean unbroken = node.lease > now;
        node.lease = now + EXPIRY;
        // The last one to come is the one that stays.
        for (Iterator<String> newestFirst = node.open.descendingIterator(); newestFirst.hasNext();) {
            String connection = newestFirst.next();
            if (onlyOne && !counted.isEmpty() && !counted.containsKey(connection)) {
                node.known.remove(connection);
                newestFirst.remove();
            } else {
                counted.put(connection, now + EXPIRY);
            }
        }
        if (unbroken) {
            List<Node> others = new ArrayList<>(dead);
            others.addAll(nodes.values());
            others.stream().filter(other -> other.lease <= now).forEach(this::sweep);
        } else {
            node.known.addAll(node.open);
        }
    }

    private void forgetLast(String connection) {
        if (connection.equals(last)) {
            last = null;
        }
    }

    private void sweep(Node node) {
        node.known.forEach(counted::remove);
        node.known.clear();
        dead.remove(node);
    }

    private List<String> replaced(Node node) {
        return node.open.stream().filter(replaced::contains).toList();
    }

    /** {@return the connection that goes when one does} */
    String oldest(String name) {
        return nodes.get(name).open.peek();
    }

    List<String> replaced(String name) {
        return replaced(nodes.get(name));
    }

    /** {@return the last one to come, unless it went by itself or with its node; {@code null} if it did} */
    String last() {
        return last;
    }

    Set<String> replaced() {
        return replaced;
    }

    /** {@return who counts} */
    Set<String> live() {
        return counted.entrySet().stream().filter(entry -> entry.getValue() > now).map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** {@return whether anybody has come without having been seen to go; whether that is still true is not known yet} */
    boolean isOnline() {
        return !counted.isEmpty();
    }

    Map<String, Set<String>> open() {
        Map<String, Set<String>> open = new HashMap<>();
        nodes.forEach((name, node) -> open.put(name, Set.copyOf(node.open)));
        return open;
    }
}
