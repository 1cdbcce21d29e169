package io.quarkiverse.ws4redis.deployment.devui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusDevModeTest;

/** The pages of the Dev UI in a browser without a screen: {@code client/test/devui}. */
class DevUiPagesTest {

    private static final Path CLIENT = Path.of("..", "client");
    private static final Path VITEST = Path.of("node_modules", "vitest", "vitest.mjs");
    private static final String CONFIGURATION = "vitest.devui.config.ts";

    @RegisterExtension
    static final QuarkusDevModeTest TEST = DevUiApplication.inDevMode();

    @Test
    void thePagesShowWhatIsThereAndSayWhySomethingWasDenied() throws IOException, InterruptedException {
        assumeTrue(onPath("node").isPresent(), "There is no Node.js on the PATH");
        assumeTrue(Files.exists(CLIENT.resolve(VITEST)), "npm ci has not been run in the folder client");
        Optional<Path> browser = Stream.of("chromium", "chromium-browser", "google-chrome", "chrome")
                .flatMap(name -> onPath(name).stream()).findFirst();
        assumeTrue(browser.isPresent(), "There is no Chromium on the PATH");

        Path log = Path.of("target", CONFIGURATION + ".log").toAbsolutePath();
        ProcessBuilder vitest = new ProcessBuilder("node", VITEST.toString(), "run", "--config", CONFIGURATION)
                .directory(CLIENT.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
        vitest.environment().put("WS4REDIS_DEVUI", DevUiApplication.URL + "/q/dev-ui");
        vitest.environment().put("WS4REDIS_CHROMIUM", browser.get().toString());
        vitest.environment().put("WS4REDIS_SCREENSHOTS", Path.of("target", "screenshots").toAbsolutePath().toString());
        Process process = vitest.start();
        try {
            assertThat(process.waitFor(15, TimeUnit.MINUTES)).as("in time").isTrue();
            assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private static Optional<Path> onPath(String command) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(folder -> Path.of(folder, command))
                .filter(Files::isExecutable).findFirst();
    }
}
