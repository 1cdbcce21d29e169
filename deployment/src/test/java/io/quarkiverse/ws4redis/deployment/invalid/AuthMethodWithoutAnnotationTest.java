package io.quarkiverse.ws4redis.deployment.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.WsChannel;
import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkus.test.QuarkusUnitTest;

/** A build failure: an authenticator that nothing would call. */
class AuthMethodWithoutAnnotationTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Unused.class))
            .assertException(failure -> assertThat(failure)
                    .hasStackTraceContaining("Unused#authWS4RedisConnection() would never be called")
                    .hasStackTraceContaining("add @WsAuthenticator"));

    @Test
    void failsTheBuild() {
        fail("the build should have failed");
    }

    @WsChannel("c")
    public static class Unused {
        static boolean canSubscribeTo() {
            return true;
        }

        static WsCredentials authWS4RedisConnection() {
            return null;
        }
    }
}
