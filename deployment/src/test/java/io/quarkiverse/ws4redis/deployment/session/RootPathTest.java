package io.quarkiverse.ws4redis.deployment.session;

import java.net.URI;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.vertx.core.Vertx;

/** An application that is not at the root of its server, and that leaves authentication to those who need it. */
class RootPathTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Client.class))
            .overrideConfigKey("quarkus.http.test-port", "0")
            .overrideConfigKey("quarkus.http.root-path", "/app")
            .overrideConfigKey("quarkus.http.auth.proactive", "false");

    @TestHTTPResource("/ws")
    URI withoutFacility;

    @TestHTTPResource("/ws/events")
    URI withFacility;

    @Inject
    Vertx vertx;

    @Test
    void theEndpointsAreBelowTheRootPath() throws Exception {
        for (URI uri : new URI[]{withoutFacility, withFacility}) {
            try (Client client = Client.connect(vertx, uri)) {
                client.assertQuiet();
            }
        }
    }
}
