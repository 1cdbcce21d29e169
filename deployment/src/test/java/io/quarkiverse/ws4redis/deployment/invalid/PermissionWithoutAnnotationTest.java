package io.quarkiverse.ws4redis.deployment.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.WsAuthenticator;
import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkus.test.QuarkusUnitTest;

/** A build failure: a permission that nothing would ask. */
class PermissionWithoutAnnotationTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Unused.class))
            .assertException(failure -> assertThat(failure)
                    .hasStackTraceContaining("Unused#canPublishTo() would never be called")
                    .hasStackTraceContaining("add @WsChannel"));

    @Test
    void failsTheBuild() {
        fail("the build should have failed");
    }

    @WsAuthenticator("k")
    public static class Unused {
        static WsCredentials authWS4RedisConnection() {
            return null;
        }

        static boolean canPublishTo() {
            return true;
        }
    }
}
