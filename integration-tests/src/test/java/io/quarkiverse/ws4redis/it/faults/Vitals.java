package io.quarkiverse.ws4redis.it.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process holds. Linux only, and with a JDK's tools.
 *
 * @param heapBytes what lives in the heap after a full collection
 * @param threads how many threads it has
 * @param descriptors how many files and sockets it has open
 */
record Vitals(long heapBytes, long threads, long descriptors) {

    /** Collects the garbage of a JVM and looks at it. */
    static Vitals of(long pid) {
        return new Vitals(heap(pid), count(pid, "task"), count(pid, "fd"));
    }

    /** The class histogram counts living objects, after a full collection. */
    private static long heap(long pid) {
        try {
            Process jcmd = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                    Long.toString(pid), "GC.class_histogram").redirectErrorStream(true).start();
            String total = jcmd.inputReader().lines().filter(line -> line.startsWith("Total ")).findFirst().orElseThrow();
            return Long.parseLong(total.trim().split("\\s+")[2]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long count(long pid, String what) {
        try (Stream<Path> entries = Files.list(Path.of("/proc", Long.toString(pid), what))) {
            return entries.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
