package io.quarkiverse.ws4redis.benchmarks.loadgen;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What /proc says. Linux only, 100 clock ticks per second. */
final class Proc {
    private static final double TICK = 0.01;

    private Proc() {
    }

    /** CPU seconds of some processes, user and kernel. */
    record Cpu(double user, double sys) {
        Cpu minus(Cpu o) {
            return new Cpu(user - o.user, sys - o.sys);
        }

        double total() {
            return user + sys;
        }
    }

    /** Kilobytes. */
    record Memory(long rss, long pss, long anonymous) {
    }

    static Set<Integer> tree(String pids) {
        Set<Integer> all = new LinkedHashSet<>();
        if (pids.isBlank()) {
            return all;
        }
        for (String p : pids.split(",")) {
            all.add(Integer.parseInt(p.trim()));
        }
        Map<Integer, List<Integer>> children = new HashMap<>();
        try (DirectoryStream<Path> ds = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path p : ds) {
                String[] f = stat(p.getFileName().toString());
                if (f != null) {
                    children.computeIfAbsent(Integer.parseInt(f[1]), k -> new ArrayList<>())
                            .add(Integer.parseInt(p.getFileName().toString()));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        List<Integer> todo = new ArrayList<>(all);
        for (int i = 0; i < todo.size(); i++) {
            for (int c : children.getOrDefault(todo.get(i), List.of())) {
                if (all.add(c)) {
                    todo.add(c);
                }
            }
        }
        return all;
    }

    /** The fields of /proc/PID/stat after the command's name: [0] is the state, [1] the parent. */
    private static String[] stat(String pid) {
        try {
            String s = Files.readString(Path.of("/proc", pid, "stat"), StandardCharsets.ISO_8859_1);
            return s.substring(s.lastIndexOf(')') + 2).split(" ");
        } catch (IOException e) {
            return null;
        }
    }

    /** Living processes, and the children that they have waited for. */
    static Cpu cpu(Set<Integer> pids) {
        long u = 0;
        long s = 0;
        for (int pid : pids) {
            String[] f = stat(Integer.toString(pid));
            if (f != null) {
                u += Long.parseLong(f[11]) + Long.parseLong(f[13]);
                s += Long.parseLong(f[12]) + Long.parseLong(f[14]);
            }
        }
        return new Cpu(u * TICK, s * TICK);
    }

    static Cpu self() {
        return cpu(Set.of((int) ProcessHandle.current().pid()));
    }

    /** CPU seconds that the whole machine spent busy (not idle, not waiting for a disk). */
    static double machineBusy() {
        try {
            String[] f = Files.readAllLines(Path.of("/proc/stat")).get(0).trim().split("\\s+");
            long busy = 0;
            for (int i = 1; i <= 8; i++) {
                if (i != 4 && i != 5) {
                    busy += Long.parseLong(f[i]);
                }
            }
            return busy * TICK;
        } catch (IOException e) {
            return 0;
        }
    }

    static Memory memory(Set<Integer> pids) {
        long rss = 0;
        long pss = 0;
        long anonymous = 0;
        for (int pid : pids) {
            rss += field(pid, "status", "VmRSS:");
            pss += field(pid, "smaps_rollup", "Pss:");
            anonymous += field(pid, "smaps_rollup", "Anonymous:");
        }
        return new Memory(rss, pss, anonymous);
    }

    private static long field(int pid, String file, String name) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/" + file))) {
                if (line.startsWith(name)) {
                    return Long.parseLong(line.substring(name.length()).replace("kB", "").trim());
                }
            }
        } catch (IOException e) {
            // gone, or not ours to read
        }
        return 0;
    }

    /** Kilobytes of kernel memory that TCP sockets of the whole machine hold. */
    static long tcpKernelKb() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/net/sockstat"))) {
                if (line.startsWith("TCP:")) {
                    return Long.parseLong(line.substring(line.indexOf(" mem ") + 5).trim()) * 4;
                }
            }
        } catch (IOException e) {
            // not there
        }
        return 0;
    }
}
