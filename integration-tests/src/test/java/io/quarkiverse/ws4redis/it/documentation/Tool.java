package io.quarkiverse.ws4redis.it.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs that know whether something is written in their language. */
final class Tool {

    private Tool() {
    }

    /** Runs a command, which must end well; skips the calling test where there is no such program. */
    static void run(Path folder, String program, String... arguments) {
        String found = Stream.concat(Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
                .map(path -> Path.of(path, program)).filter(Files::isExecutable).map(Path::toString).findFirst().orElse(null);
        assumeTrue(found != null, "There is no " + program + " on the PATH");
        try {
            Path log = folder.resolve("log");
            Process process = new ProcessBuilder(Stream.concat(Stream.of(found), Stream.of(arguments)).toList())
                    .directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log.toFile()).start();
            try {
                assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("in time").isTrue();
                assertThat(process.exitValue()).as(new String(Files.readAllBytes(log), StandardCharsets.UTF_8)).isZero();
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the lines of a file. */
    static void write(Path file, List<String> lines) {
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
