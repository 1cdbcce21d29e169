package io.quarkiverse.ws4redis.deployment.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.WsAuthRequest;
import io.quarkiverse.ws4redis.WsHandshake;
import io.quarkiverse.ws4redis.WsUrlAuthenticator;
import io.quarkus.test.QuarkusUnitTest;

/** A build failure: two beans that would read the same URL. */
class TwoUrlAuthenticatorsTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(First.class, Second.class))
            .assertException(failure -> assertThat(failure)
                    .hasStackTraceContaining("First")
                    .hasStackTraceContaining("Second")
                    .hasStackTraceContaining("all implement WsUrlAuthenticator: keep one"));

    @Test
    void failsTheBuild() {
        fail("the build should have failed");
    }

    @ApplicationScoped
    public static class First implements WsUrlAuthenticator {
        @Override
        public Optional<WsAuthRequest> authenticate(WsHandshake handshake) {
            return Optional.empty();
        }
    }

    @ApplicationScoped
    public static class Second implements WsUrlAuthenticator {
        @Override
        public Optional<WsAuthRequest> authenticate(WsHandshake handshake) {
            return Optional.empty();
        }
    }
}
