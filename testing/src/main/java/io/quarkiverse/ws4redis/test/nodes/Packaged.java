package io.quarkiverse.ws4redis.test.nodes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;

/**
 * An application as the build leaves it.
 *
 * @param file its {@code quarkus-run.jar}, or its native executable
 */
public record Packaged(Path file) {

    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");

    /** {@return that of this module: the native executable if there is one, and else the jar} */
    public static Packaged here() {
        String executable = System.getProperty("native.image.path");
        return new Packaged(executable != null && Files.isExecutable(Path.of(executable)) ? Path.of(executable) : JAR);
    }

    List<String> command(int port, RedisProcess redis, String... options) {
        boolean jar = file.toString().endsWith(".jar");
        List<String> command = new ArrayList<>();
        command.add(jar ? Path.of(System.getProperty("java.home"), "bin", "java").toString() : file.toString());
        command.addAll(List.of("-Dquarkus.http.port=" + port, "-Dquarkus.redis.hosts=" + redis.url()));
        command.addAll(List.of(options));
        if (jar) {
            command.addAll(List.of("-jar", file.toString()));
        }
        return command;
    }
}
