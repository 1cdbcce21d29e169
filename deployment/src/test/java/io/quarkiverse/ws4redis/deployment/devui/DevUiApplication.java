package io.quarkiverse.ws4redis.deployment.devui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;

import org.jboss.shrinkwrap.api.asset.StringAsset;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.quarkus.test.QuarkusDevModeTest;

/** The application that the tests of the Dev UI look at. */
final class DevUiApplication {

    private static final int PORT = port();

    static final String URL = "http://localhost:" + PORT;
    static final URI ENDPOINT = URI.create(URL + "/ws");

    private DevUiApplication() {
    }

    /** Whoever works on the same machine has taken dev mode's own port. */
    private static int port() {
        try {
            return RedisProcess.freePort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static QuarkusDevModeTest inDevMode() {
        return new QuarkusDevModeTest().withApplicationRoot(jar -> jar.addClasses(Board.class, Room.class, Visitor.class)
                .addAsResource(new StringAsset("quarkus.ws4redis.channels.lobby.publish=false\nquarkus.http.port=" + PORT),
                        "application.properties"));
    }
}
