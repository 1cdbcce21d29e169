package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs the tests of the TypeScript client, where there is Node.js and the module {@code client} has installed what they need. */
final class NodeJs {

    private static final Path CLIENT = Path.of("..", "client");
    private static final Path VITEST = Path.of("node_modules", "vitest", "vitest.mjs");

    private NodeJs() {
    }

    /** Runs one configuration of Vitest; skips the calling test, and says so, where that is not possible. */
    static void vitest(String configuration, Map<String, String> environment) {
        assumeTrue(onPath("node").isPresent(), "There is no Node.js on the PATH");
        assumeTrue(Files.exists(CLIENT.resolve(VITEST)), "npm ci has not been run in the folder client");
        Path log = Path.of("target", configuration + ".log").toAbsolutePath();
        try {
            ProcessBuilder builder = new ProcessBuilder("node", VITEST.toString(), "run", "--config", configuration)
                    .directory(CLIENT.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            try {
                assertThat(process.waitFor(15, TimeUnit.MINUTES)).as("in time").isTrue();
                assertThat(process.exitValue()).as(Files.readString(log)).isZero();
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static Optional<Path> onPath(String command) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(folder -> Path.of(folder, command))
                .filter(Files::isExecutable).findFirst();
    }
}
