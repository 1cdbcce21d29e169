package io.quarkiverse.ws4redis.redisprocess;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real redis-server, or a sentinel, on a loopback port, as a child process without persistence unless its options say so. Stops when closed and, at the latest, when
 * this JVM exits. Not thread-safe.
 */
public final class RedisProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(20);

    private final Path binary;
    private final Path folder;
    private final int port;
    private final List<String> options;
    private final List<String> sentinel;
    private final Thread atExit = new Thread(this::stop, "redis-process-stop");
    private Process process;

    private RedisProcess(Path binary, Path folder, int port, List<String> options, List<String> sentinel) {
        this.binary = binary;
        this.folder = folder;
        this.port = port;
        this.options = options;
        this.sentinel = sentinel;
    }

    /**
     * Starts a server and waits until it answers.
     *
     * @param port the loopback port, or 0 for a free one
     * @param options further options as on redis-server's command line, for example {@code "--cluster-enabled", "yes"}
     * @return the running server
     * @throws UncheckedIOException if there is no redis-server to run, or it does not answer within 20 seconds
     */
    public static RedisProcess start(int port, String... options) {
        return start(port, List.of(options), List.of());
    }

    /**
     * Starts a sentinel on a free port and waits until it answers. What it learns it remembers over a restart.
     *
     * @param configuration the lines of its configuration, for example {@code "sentinel monitor main 127.0.0.1 6379 1"}
     * @return the running sentinel
     * @throws UncheckedIOException if there is no redis-server to run, or it does not answer within 20 seconds
     */
    public static RedisProcess startSentinel(String... configuration) {
        return start(0, List.of(), List.of(configuration));
    }

    private static RedisProcess start(int port, List<String> options, List<String> sentinel) {
        try {
            RedisProcess redis = new RedisProcess(RedisBinary.find(), Files.createTempDirectory("redis-process"),
                    port == 0 ? freePort() : port, options, sentinel);
            Runtime.getRuntime().addShutdownHook(redis.atExit);
            try {
                redis.run();
            } catch (IOException e) {
                redis.close();
                throw e;
            }
            return redis;
        } catch (IOException e) {
            throw new UncheckedIOException("redis-server could not be started: " + e.getMessage(), e);
        }
    }

    /**
     * Finds a port for a server that cannot choose one itself. Somebody else may take it before the server does.
     *
     * @return a loopback port at which nothing listens
     * @throws IOException if there is none
     */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** {@return the loopback port} */
    public int port() {
        return port;
    }

    /** {@return the server's address, as in {@code quarkus.redis.hosts}} */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** {@return whether the process runs, paused or not} */
    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /**
     * Sends a command as one would type it.
     *
     * @param command the command, in ASCII
     * @return the reply as it is on the wire
     * @throws UncheckedIOException if the server cannot be reached
     */
    public String send(String command) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            // A sentinel knows no QUIT.
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Freezes the process (SIGSTOP): its sockets stay open, nothing answers. */
    public void pause() {
        signal("STOP");
    }

    /** Thaws a frozen process. */
    public void resume() {
        signal("CONT");
    }

    /** Kills the process (SIGKILL); what it held in memory is lost. */
    public void stop() {
        if (process != null) {
            process.destroyForcibly();
            waitForEnd(5000);
        }
    }

    /** Starts a stopped server again on the same port, empty unless its options told it to write what it holds. */
    public void restart() {
        stop();
        try {
            run();
        } catch (IOException e) {
            throw new UncheckedIOException("redis-server could not be restarted: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The JVM is going down and runs the hook itself.
        }
        deleteFolder();
    }

    private void run() throws IOException {
        List<String> command = new ArrayList<>(List.of(binary.toString()));
        if (!sentinel.isEmpty()) {
            command.addAll(List.of(sentinelFile().toString(), "--sentinel"));
        }
        command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no",
                "--dir", folder.toString()));
        command.addAll(options);
        Path log = folder.resolve("redis.log");
        process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (!answers()) {
            if (!process.isAlive()) {
                throw new IOException("it ended at once: " + Files.readString(log).strip());
            }
            if (System.nanoTime() > end) {
                stop();
                throw new IOException("it does not answer on port " + port);
            }
            waitForEnd(20);
        }
    }

    private Path sentinelFile() throws IOException {
        Path file = folder.resolve("sentinel.conf");
        return Files.exists(file) ? file : Files.write(file, sentinel);
    }

    /** It, and not another server that has the port. */
    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            socket.setSoTimeout(500);
            socket.getOutputStream().write("INFO server\r\n".getBytes(StandardCharsets.US_ASCII));
            BufferedReader lines = new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String line = lines.readLine();
            while (line != null && !line.startsWith("process_id:")) {
                line = lines.readLine();
            }
            return line != null && line.equals("process_id:" + process.pid());
        } catch (IOException e) {
            return false;
        }
    }

    private void waitForEnd(int millis) {
        try {
            process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void signal(String name) {
        try {
            int status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill -" + name + " ended with status " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deleteFolder() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            folder.toFile().deleteOnExit();
        }
    }
}
