package io.quarkiverse.ws4redis.test.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;

/** The process of a node; it ends with this JVM at the latest. */
final class NodeProcess {

    private static final int EXIT_SECONDS = 60;

    private final Path log;
    private final List<String> command;
    private Process process;

    NodeProcess(String name, List<String> command) {
        this.log = Path.of("target", name + ".log");
        this.command = command;
        try {
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void run() {
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    void kill() {
        if (process != null) {
            process.destroyForcibly();
            awaitExit();
        }
    }

    void terminate() {
        process.destroy();
    }

    void awaitExit() {
        try {
            assertThat(process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)).as("the node has ended").isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void signal(String signal) {
        try {
            int status = new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start().waitFor();
            assertThat(status).as("status of kill -%s", signal).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try {
            return RedisProcess.freePort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
