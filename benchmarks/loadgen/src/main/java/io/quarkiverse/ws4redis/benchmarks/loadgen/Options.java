package io.quarkiverse.ws4redis.benchmarks.loadgen;

import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The command line. */
final class Options {
    static final String USAGE = """
            usage: java -cp loadgen.jar:lib/* io.quarkiverse.ws4redis.benchmarks.loadgen.Main MODE --server KIND --url ws://127.0.0.1:PORT/PATH [option value]...

            MODE
              fanout   --subs S subscribers of one channel, --publishers P
              many     --channels C channels with --subs-per-channel K subscribers each, publishes spread over them
              mixed    --conns N connections, each on one of --channels C channels, whose requests are authentications,
                       subscriptions, publishes and custom actions; each with an id and --window W of them at a time, or
                       --rate R in all (ws4redis only)
              storm    --conns N connections as fast as the server takes them: connect, authenticate, subscribe
              idle     --conns N[,N]... connections held open, --duration seconds at each count: memory and CPU

            KIND   ws4redis | django-channels | vertx-raw | quarkus-wsnext-raw | nchan | socketio

            load
              --window W        closed loop: each publisher keeps W messages not yet seen by all subscribers (16)
              --rate R          instead: R messages per second in all, at a fixed pace; latency counts from the due time
              --size B          bytes of the published JSON message, at least 64 (128)
              --warmup SECONDS  before the measured time (4); storm, idle: not 0 means that 500 connections are opened
                                and closed first
              --duration SEC    measured time (10)
              --publishers P    (fanout 1, many 4)
              --not-reading N   fanout: so many further subscribers stop reading before the first message (0)
              --threads T       event loops of this program (1)
              --in-flight N     storm, idle: connections in the making at a time (128)
              --source-ips N    spread clients over 127.0.0.1 .. 127.0.0.N (8)
              --timeout SEC     a message not delivered to all within it frees its window slot (5)

            server
              --pub-url URL     publishers connect here instead (a second node)
              --channel NAME    (room)       --pk-base N  first pk (1)
              --kind KIND       (terminal)   --token TOKEN (t1)
              --jwt-key FILE    authenticate with tokens signed by this key instead, each of another subject
              --seen yes        storm: the first storm is made of the same tokens as the measured one (no)

            measuring
              --server-pid PID[,PID]  CPU and memory of these processes and their descendants
              --redis HOST:PORT       its CPU and used memory (INFO)
              --settle-cmd CMD        idle: run before each memory sample, {pid} is the first server pid
              --label TEXT, --load TEXT, --round N  copied into the JSON line: the server's and the load's name, and the round
              --out FILE              append the JSON line to it as well

            The last line on standard output is one JSON object. The table goes to standard error.
            Exit status: 0, or 1 when a message was lost, doubled, out of order or misrouted, or a connection failed.
            """;

    private static final Set<String> MODES = Set.of("fanout", "many", "mixed", "storm", "idle");

    final String mode;
    final String server;
    final URI url;
    final URI pubUrl;
    final int subs;
    final int channels;
    final int publishers;
    final int window;
    final double rate;
    final int size;
    final double warmup;
    final double duration;
    final int threads;
    final int[] conns;
    final int notReading;
    final String jwtKey;
    final boolean seen;
    final int inFlight;
    final int sourceIps;
    final double timeout;
    final String channel;
    final int pkBase;
    final String kind;
    final String token;
    final String serverPid;
    final String redis;
    final String settleCmd;
    final String label;
    final int round;
    final String load;
    final String out;

    Options(String[] args) {
        if (args.length == 0 || args[0].startsWith("-")) {
            throw new IllegalArgumentException("no MODE");
        }
        mode = args[0];
        Map<String, String> left = new LinkedHashMap<>();
        for (int i = 1; i < args.length; i += 2) {
            if (!args[i].startsWith("--") || i + 1 == args.length) {
                throw new IllegalArgumentException("expected --option value at " + args[i]);
            }
            left.put(args[i].substring(2), args[i + 1]);
        }
        boolean many = mode.equals("many");
        if (!MODES.contains(mode)) {
            throw new IllegalArgumentException("unknown MODE " + mode);
        }
        server = take(left, "server", null);
        url = URI.create(take(left, "url", null));
        pubUrl = URI.create(take(left, "pub-url", url.toString()));
        channels = Integer.parseInt(take(left, "channels", many ? "100" : mode.equals("mixed") ? "10" : "1"));
        subs = Integer.parseInt(take(left, many ? "subs-per-channel" : "subs", "10"));
        notReading = Integer.parseInt(take(left, "not-reading", "0"));
        publishers = Integer.parseInt(take(left, "publishers", many ? "4" : "1"));
        window = Integer.parseInt(take(left, "window", "16"));
        rate = Double.parseDouble(take(left, "rate", "0"));
        size = Integer.parseInt(take(left, "size", "128"));
        warmup = Double.parseDouble(take(left, "warmup", "4"));
        duration = Double.parseDouble(take(left, "duration", "10"));
        threads = Integer.parseInt(take(left, "threads", "1"));
        conns = Arrays.stream(take(left, "conns", mode.equals("mixed") ? "100" : "2000").split(","))
                .mapToInt(Integer::parseInt).sorted().toArray();
        inFlight = Integer.parseInt(take(left, "in-flight", "128"));
        sourceIps = Integer.parseInt(take(left, "source-ips", "8"));
        timeout = Double.parseDouble(take(left, "timeout", "5"));
        channel = take(left, "channel", "room");
        pkBase = Integer.parseInt(take(left, "pk-base", "1"));
        kind = take(left, "kind", "terminal");
        token = take(left, "token", "t1");
        jwtKey = take(left, "jwt-key", "");
        seen = take(left, "seen", "no").equals("yes");
        serverPid = take(left, "server-pid", "");
        redis = take(left, "redis", "");
        settleCmd = take(left, "settle-cmd", "");
        label = take(left, "label", "");
        round = Integer.parseInt(take(left, "round", "1"));
        load = take(left, "load", mode);
        out = take(left, "out", "");
        if (!left.isEmpty()) {
            throw new IllegalArgumentException("unknown option " + left.keySet());
        }
        if (size < 64 || window < 1 || window > 1 << 20 || threads < 1) {
            throw new IllegalArgumentException("--size at least 64, --window and --threads at least 1");
        }
    }

    private static String take(Map<String, String> left, String key, String otherwise) {
        String v = left.remove(key);
        if (v == null && otherwise == null) {
            throw new IllegalArgumentException("--" + key + " is needed");
        }
        return v == null ? otherwise : v;
    }
}
