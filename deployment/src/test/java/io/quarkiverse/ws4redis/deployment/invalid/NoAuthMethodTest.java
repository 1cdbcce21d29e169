package io.quarkiverse.ws4redis.deployment.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.WsAuthenticator;
import io.quarkus.test.QuarkusUnitTest;

/** A build failure: an authenticator without its method. */
class NoAuthMethodTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withApplicationRoot(jar -> jar.addClasses(Empty.class))
            .assertException(failure -> assertThat(failure)
                    .hasMessageContaining("no authWS4RedisConnection")
                    .hasMessageContaining("add static WsCredentials"));

    @Test
    void failsTheBuild() {
        fail("the build should have failed");
    }

    @WsAuthenticator("empty")
    public static class Empty {
    }
}
