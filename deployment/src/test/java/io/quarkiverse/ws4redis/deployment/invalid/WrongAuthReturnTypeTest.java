package io.quarkiverse.ws4redis.deployment.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.WsAuthenticator;
import io.quarkus.test.QuarkusUnitTest;

/** A build failure: an authenticator that returns something else. */
class WrongAuthReturnTypeTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withApplicationRoot(jar -> jar.addClasses(Wrong.class))
            .assertException(failure -> assertThat(failure)
                    .hasMessageContaining("Wrong#authWS4RedisConnection()")
                    .hasMessageContaining("returns boolean")
                    .hasMessageContaining("return WsCredentials"));

    @Test
    void failsTheBuild() {
        fail("the build should have failed");
    }

    @WsAuthenticator("k")
    public static class Wrong {
        static boolean authWS4RedisConnection() {
            return true;
        }
    }
}
