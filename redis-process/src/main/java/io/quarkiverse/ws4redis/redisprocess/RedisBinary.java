package io.quarkiverse.ws4redis.redisprocess;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import redis.embedded.core.ExecutableProvider;

/** Finds a redis-server to run: the one on the PATH, else the one that comes in a Maven artifact. */
final class RedisBinary {

    private RedisBinary() {
    }

    static Path find() throws IOException {
        Optional<Path> onPath = onPath();
        return onPath.isPresent() ? onPath.get() : packaged();
    }

    private static Optional<Path> onPath() {
        String path = System.getenv("PATH");
        if (path != null) {
            for (String folder : path.split(File.pathSeparator)) {
                Path candidate = Path.of(folder, "redis-server");
                if (Files.isExecutable(candidate)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }

    static Path packaged() throws IOException {
        return ExecutableProvider.newJarResourceProvider().get().toPath();
    }
}
