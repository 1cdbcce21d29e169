package io.quarkiverse.ws4redis.deployment.session;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.WsTestClients;
import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;

/** An application that is not at the root of its server, and that leaves authentication to those who need it. */
class RootPathTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withEmptyApplication()
            .overrideConfigKey("quarkus.http.test-port", "0")
            .overrideConfigKey("quarkus.http.root-path", "/app")
            .overrideConfigKey("quarkus.http.auth.proactive", "false");

    @TestHTTPResource("/ws")
    URI withoutFacility;

    @TestHTTPResource("/ws/events")
    URI withFacility;

    @Test
    void theEndpointsAreBelowTheRootPath() {
        for (URI uri : new URI[]{withoutFacility, withFacility}) {
            try (WsTestClient client = WsTestClients.of(uri).connect()) {
                client.expectNothingMore();
            }
        }
    }
}
