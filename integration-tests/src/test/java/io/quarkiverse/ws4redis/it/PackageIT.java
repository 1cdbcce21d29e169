package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** What is in the packaged application. */
class PackageIT {

    @Test
    void nothingThatIsForTheBuildOrForTestsIsInIt() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("target", "quarkus-app", "lib"))) {
            List<String> jars = files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".jar")).toList();
            assertThat(jars).anyMatch(name -> name.contains("quarkus-ws4redis-1"));
            assertThat(jars).noneMatch(name -> name.contains("deployment") || name.contains("redis-process")
                    || name.contains("embedded-redis") || name.contains("gizmo") || name.contains("ws4redis-dev-"));
        }
    }
}
